"""Keeps answers that take long, each worked out once however many threads of a server ask for it at a time."""

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache, wraps
from threading import RLock
from typing import TypeVar

T = TypeVar("T")

_WORKING = RLock()
"""Held while an answer is worked out. Threads take turns at the processor anyway, and what reads the figures is not all
made for several at once."""


def worked_out_once(most: int) -> "Callable[[Callable[..., T]], _lru_cache_wrapper[T]]":
    """Keep up to ``most`` answers of a function, as ``lru_cache`` does; whoever asks meanwhile waits for the answer."""

    def kept(function: Callable[..., T]) -> "_lru_cache_wrapper[T]":
        answers = lru_cache(most)(function)

        @lru_cache(most)  # what is here is found without waiting for others
        @wraps(function)
        def answer(*given: object) -> T:
            with _WORKING:
                return answers(*given)  # found here by those who waited

        return answer

    return kept
