"""An answer that takes long is worked out once, and who asks for what is known already waits for nobody."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from clearline.kit.keeping import worked_out_once


def test_many_threads_that_ask_at_once_have_it_worked_out_once() -> None:
    asked: list[int] = []
    begun, go_on = Event(), Event()

    @worked_out_once(8)
    def double(number: int) -> int:
        asked.append(number)
        begun.set()
        assert go_on.wait(10)
        return 2 * number

    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(double, 4) for _ in range(6)]
        assert begun.wait(10)
        go_on.set()
        assert {answer.result(10) for answer in answers} == {8}
    assert asked == [4]


def test_what_is_known_is_given_while_something_else_is_worked_out() -> None:
    begun, go_on = Event(), Event()

    @worked_out_once(8)
    def slow(number: int) -> int:
        if number:
            begun.set()
            assert go_on.wait(10)
        return number

    assert slow(0) == 0
    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(slow, 1)
        assert begun.wait(10)
        assert pool.submit(slow, 0).result(5) == 0
        go_on.set()
        assert waiting.result(10) == 1


def test_one_answer_may_need_another_and_a_fault_is_not_kept() -> None:
    tried: list[int] = []

    @worked_out_once(8)
    def one(number: int) -> int:
        tried.append(number)
        if len(tried) == 1:
            raise OSError("away")
        return number

    @worked_out_once(8)
    def both(number: int) -> int:
        """Say what it is."""
        return one(number) + 1

    with pytest.raises(OSError, match="away"):
        both(1)
    assert both(1) == 2
    assert both.__doc__ == "Say what it is."
