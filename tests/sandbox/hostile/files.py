"""Reading, writing and naming files, by every door that Python, numpy and torch have."""

from .program import held

READ = [
    held("reads_a_file", 'return open("/etc/passwd").read()'),
    held("reads_by_number", "import os; return os.open('/etc/hostname', os.O_RDONLY)"),
    held("reads_its_own_library", "return open(torch.__file__).read()"),
    held("lists_a_folder", "import os; return os.listdir('/')"),
    held("walks_up", "import os; return os.open('../../../..', os.O_RDONLY | os.O_DIRECTORY)"),
    held("asks_after_a_file", "import os; return os.stat('/etc/passwd')"),
    held("reads_its_memory_as_a_file", "return open('/proc/self/mem', 'rb').read(1)"),
    held("reads_the_environment_of_others", "return open('/proc/1/environ', 'rb').read()"),
    held(
        "reads_what_is_left_open",
        """
        import os
        found = []
        for number in range(1024):
            try:
                found.append((number, os.read(number, 1)))
            except OSError:
                pass
        assert found, "nothing is open to read"
        return found
        """,
    ),
    held("loads_by_torch", "return torch.load('/etc/passwd', weights_only=False)"),
    held("maps_by_torch", "return torch.from_file('/etc/passwd', shared=False, size=1, dtype=torch.uint8)"),
    held("maps_by_numpy", "import numpy; return numpy.memmap('/etc/passwd', mode='r')"),
    held("loads_a_library", "import ctypes; return ctypes.CDLL('{library}', mode=ctypes.RTLD_GLOBAL)"),
    held("loads_a_library_by_torch", "return torch.ops.load_library('{library}')"),
    held("imports_what_is_not_there_yet", "import sqlite3; return sqlite3.connect(':memory:')"),
    held("asks_a_person", "return input('Your password: ')"),
]

WRITTEN = [
    held("writes_a_file", "return open('{folder}/written', 'w').write('here')"),
    held("writes_by_torch", "return torch.save(torch.ones(1), '{folder}/written')"),
    held("writes_by_numpy", "import numpy; return numpy.save('{folder}/written', numpy.ones(1))"),
    held("makes_a_folder", "import os; return os.mkdir('{folder}/made')"),
    held("removes_a_file", "import os; return os.unlink('{folder}/kept')"),
    held("renames_a_file", "import os; return os.rename('{folder}/kept', '{folder}/moved')"),
    held("links_a_file", "import os; return os.symlink('/etc/passwd', '{folder}/link')"),
    held("cuts_a_file", "import os; return os.truncate('{folder}/kept', 0)"),
    held("changes_who_may", "import os; return os.chmod('{folder}/kept', 0o777)"),
    held("makes_a_temporary_file", "import tempfile; return tempfile.TemporaryFile()"),
    held("makes_a_file_in_memory", "import os; return os.memfd_create('hidden')"),
    held("makes_a_pipe", "import os; return os.pipe()"),
    held("goes_elsewhere", "import os; return os.chdir('/')"),
    held("leaves_the_jail", "import os; os.mkdir('x'); os.chroot('x'); return os.listdir('../../..')"),
]
"""With a folder of the test's in place of {folder}, which holds a file `kept` and must look as before."""
