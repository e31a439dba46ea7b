"""Order, components and longest paths of acts that answer each other, as numbers in columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np

from kg.infer.sets import Column


def split_steps(steps: Sequence[tuple[int, int]]) -> tuple[Column, Column]:
    """The responses and the triggers of pairs of both."""
    response, trigger = np.array(steps, np.int64).reshape(-1, 2).T
    return response, trigger


def order_acts(count: int, response: Column, trigger: Column) -> list[int]:
    """The numbers below `count`, each after all that it answers, and else the smallest first.

    Args:
        count: how many acts there are, which are numbered from 0.
        response: what answers; one number a link.
        trigger: what each of these answers.
    Returns:
        All numbers but those on a circle, and those that answer one of these.

    >>> order_acts(3, np.array([0]), np.array([2]))
    [1, 2, 0]
    >>> order_acts(3, np.array([0, 2]), np.array([2, 0]))
    [1]
    """
    if (trigger < response).all():
        return list(range(count))
    awaited, answers = [0] * count, defaultdict[int, list[int]](list)
    for one, other in zip(response.tolist(), trigger.tolist(), strict=True):
        awaited[one] += 1
        answers[other].append(one)
    ready = [number for number in range(count) if not awaited[number]]
    order = []
    while ready:
        number = heappop(ready)
        order.append(number)
        for one in answers[number]:
            awaited[one] -= 1
            if not awaited[one]:
                heappush(ready, one)
    return order


def trace_chains(count: int, response: Column, trigger: Column) -> tuple[Column, Column]:
    """The chain of each act, as its first one, and the links on the longest path that leads to it.

    Args:
        count: how many acts there are, which are numbered from 0.
        response: what answers; one number a link.
        trigger: what each of these answers, which has the smaller number.

    >>> home, far = trace_chains(6, np.array([2, 3, 4, 4]), np.array([0, 1, 2, 3]))
    >>> home.tolist(), far.tolist()
    ([0, 0, 0, 0, 0, 5], [0, 0, 1, 1, 2, 0])
    """
    home = np.arange(count)
    ends = response, trigger
    while len(ends[0]):  # those not yet known to be of one chain
        np.minimum.at(home, np.maximum(*ends), np.minimum(*ends))
        home = _lead(home)
        one, other = home[ends[0]], home[ends[1]]
        ends = one[one != other], other[one != other]
    # an act with one trigger lies one link behind that; only those with more are taken in turn
    lone = np.bincount(response, minlength=count)[response] == 1
    back = np.arange(count)
    back[response[lone]] = trigger[lone]
    back, near = _follow(back)
    reach = np.zeros(count, np.int64).tolist()
    order = np.flatnonzero(~lone)
    order = order[np.argsort(response[order])]
    those = trigger[order]
    columns = (response[order], back[those], near[those] + 1)
    for one, before, links in zip(*(x.tolist() for x in columns), strict=True):
        if reach[before] + links > reach[one]:
            reach[one] = reach[before] + links
    return home, np.array(reach, np.int64)[back] + near


def _lead(back: Column) -> Column:
    """Where each number leads to, step by step to a smaller one or none."""
    while ((further := back[back]) != back).any():
        back = further
    return back


def _follow(back: Column) -> tuple[Column, Column]:
    """As `_lead`, and in how many steps."""
    steps = (back != np.arange(len(back))).astype(np.int64)
    while ((further := back[back]) != back).any():
        steps += steps[back]
        back = further
    return back, steps
