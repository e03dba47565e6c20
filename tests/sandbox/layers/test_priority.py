"""After everybody else."""

from tests.sandbox.alone import alone


def test_it_comes_last():
    """For the processor, and first when the system has no memory left."""
    body = "priority.step_back()\nsay(os.getpriority(os.PRIO_PROCESS, 0), open('/proc/self/oom_score_adj').read())"
    assert alone(body) == (["10", "1000"], 0)


def test_who_is_further_back_stays_there():
    """Whose server is nice already is no less so."""
    assert alone("os.nice(15)\npriority.step_back()\nsay(os.getpriority(os.PRIO_PROCESS, 0))") == (["15"], 0)
