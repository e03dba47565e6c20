"""Processes, threads, signals, sockets and rights."""

from .program import ended, held

PROCESSES = [
    held("forks", "import os; return os.fork()"),
    held("runs_a_program", "import subprocess; return subprocess.run(['true'])"),
    held("becomes_a_program", "import os; return os.execv('/bin/true', ['true'])"),
    held("asks_a_shell", "import os; status = os.system('true'); assert status == 0, status; return status"),
    held("spawns", "import os; return os.posix_spawn('/bin/true', ['true'], {})"),
    held(
        "makes_a_worker", "import multiprocessing; p = multiprocessing.Process(target=print); p.start(); return p.pid"
    ),
    held("makes_a_thread", "import threading; t = threading.Thread(target=print); t.start(); return t"),
    held("makes_a_thread_below", "import _thread; return _thread.start_new_thread(print, ())"),
    held(
        "loads_data_with_workers",
        "return list(torch.utils.data.DataLoader(torch.ones(4), num_workers=2))",
    ),
    held("compiles", "return torch.compile(lambda x: x + 1)(torch.ones(1))"),
    held(
        "builds_an_extension",
        "from torch.utils.cpp_extension import load_inline; return load_inline('x', 'int one() { return 1; }')",
    ),
]

SIGNALS = [
    held("signals_its_parent", "import os; return os.kill(os.getppid(), 9)"),
    held("signals_a_bystander", "import os; return os.kill({bystander}, 9)"),
    held("asks_whether_one_lives", "import os; return os.kill({bystander}, 0)"),
    held("signals_everybody", "import os; return os.kill(-1, 9)"),
    held("signals_its_group", "import os; return os.killpg(0, 9)"),
    held("signals_by_descriptor", "import os, signal; return signal.pidfd_send_signal(os.pidfd_open({bystander}), 9)"),
    held("signals_a_thread", "import signal, threading; return signal.pthread_kill(threading.get_ident(), 9)"),
    held(
        "traces_a_bystander",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.ptrace(16, {bystander}, 0, 0) == 0, ctypes.get_errno()
        return "attached"
        """,
    ),
    held(
        "reads_the_memory_of_its_parent",
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.process_vm_readv(os.getppid(), 0, 0, 0, 0, 0) == 0, ctypes.get_errno()
        return "read"
        """,
    ),
]
"""With the pid of a process of the test's in place of {bystander}."""

SOCKETS = [
    held("connects", "import socket; return socket.create_connection(('127.0.0.1', {port}), timeout=1)"),
    held(
        "sends_a_packet",
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); return s.sendto(b'x', ('127.0.0.1', {port}))",
    ),
    held("listens", "import socket; return socket.create_server(('127.0.0.1', 0))"),
    held("makes_a_pair", "import socket; return socket.socketpair()"),
    held("speaks_to_the_kernel", "import socket; return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)"),
    held("fetches", "import urllib.request; return urllib.request.urlopen('http://127.0.0.1:{port}/').read()"),
    held("asks_for_an_address", "import socket; return socket.getaddrinfo('localhost', 80)"),
]
"""With the port of a listener of the test's in place of {port}."""

RIGHTS = [
    held("becomes_root", "import os; assert os.getuid() != 0; return os.setuid(0)"),
    held("raises_its_limits", "import resource; return resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))"),
    held("opens_more_files", "import resource; return resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99))"),
    held("goes_first", "import os; return os.nice(-5)"),
    held("takes_a_clock", "import time; return time.clock_settime(time.CLOCK_REALTIME, 0)"),
    held(
        "mounts",
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True); assert libc.mount(b'x', b'/', b'tmpfs', 0, 0) == 0, ctypes.get_errno(); return 1",
    ),
    held(
        "makes_a_namespace",
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True); assert libc.unshare(0x10000000) == 0, ctypes.get_errno(); return 1",
    ),
    held(
        "outlives_its_parent",
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True); assert libc.prctl(1, 0, 0, 0, 0) == 0, ctypes.get_errno(); return 1",
    ),
    held(
        "finds_a_secret",
        """
        import os, sys
        said = repr(dict(os.environ)) + repr(sys.argv) + repr(sys.orig_argv)
        assert "{secret}" in said, "no secret here"
        return said
        """,
    ),
]
"""With what the server's environment alone knows in place of {secret}."""

MEMORY = [
    held(
        "maps_to_run",
        "import mmap; return mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)",
    ),
    held("maps_to_share", "import mmap; return mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED)"),
    held(
        "lets_memory_run",
        """
        import ctypes, mmap
        page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        address = ctypes.addressof(ctypes.c_char.from_buffer(page))
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.mprotect(ctypes.c_void_p(address), 4096, 7) == 0, ctypes.get_errno()
        return "can be run"
        """,
    ),
    held(
        "maps_sixteen_gigabytes",
        """
        import mmap
        kept = [mmap.mmap(-1, 1 << 28, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000) for _ in range(64)]
        return len(kept)
        """,
    ),
    held("asks_for_a_tensor_without_end", "return torch.zeros(10**11)"),
    held("asks_for_bytes_without_end", "return len(bytearray(10**11))"),
    ended(
        "fills_a_list",
        "kept = []\nwhile True: kept.append(torch.ones(1 << 20))",
        "MemoryLimit",
        "Ended",
        "RuntimeError",
        "TimeLimit",
    ),
    ended("doubles_a_text", "text = 'x'\nwhile True: text += text", "MemoryLimit", "Ended", "MemoryError", "TimeLimit"),
    ended(
        "keeps_all_it_has",
        "kept = []\nwhile True:\n    try: kept.append(bytearray(1 << 16))\n    except MemoryError: kept.append(b'')",
        "MemoryLimit",
        "MemoryError",
        "TimeLimit",
        "Ended",
    ),
]
