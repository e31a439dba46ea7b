"""Figures computed by hand, and intervals drawn by episode."""

from __future__ import annotations

import random

import pytest

from kg.infer.measures import (
    AVERAGE,
    FALSE,
    RIGHT,
    UNTOLD,
    WIDER,
    Figure,
    Outcome,
    draw_weights,
    find_curve,
    find_figures,
    find_outcomes,
    interval,
)
from kg.infer.methods import Guess
from kg.infer.tasks import Asked


def answer(name: str, *triggers: str, basis: str = "told", episode: str = "") -> Asked:
    return Asked(
        action=name, verdict="answer", triggers=frozenset(triggers), basis=basis,
        episode=episode or name,
    )  # fmt: skip


def other(name: str, verdict: str = "opening") -> Asked:
    return Asked(action=name, verdict=verdict, episode=name)


def guess(best: str, confidence: float, *linked: str) -> Guess:
    return Guess(best=best, confidence=confidence, sureness=confidence, linked=frozenset(linked))


#: Four answers, two openings and one act that answers something else.
ASKED = [
    answer("a", "s"), answer("b", "s", "t"), answer("c", "s", basis="read"), answer("d", "s"),
    other("o"), other("p"), other("x", "outside"),
]  # fmt: skip
GUESSES = {
    "a": guess("s", 0.9, "s"),  # right
    "b": guess("t", 0.8, "t", "u"),  # right, and one link too many
    "c": guess("u", 0.6, "u"),  # wrong
    "d": guess("s", 0.4),  # right, but not linked
    "o": guess("s", 0.7, "s"),  # false
    "x": guess("s", 0.5, "s"),
}
OUTCOMES = find_outcomes(ASKED, GUESSES)


def test_figures_count_answers_openings_and_links() -> None:
    found = find_figures(OUTCOMES)
    assert found[RIGHT] == Figure(2 / 4, 4)
    assert found[f"{RIGHT}, answers told"] == Figure(2 / 3, 3)
    assert found[f"{RIGHT}, answers read"] == Figure(0.0, 1)
    assert found["recall of links"] == Figure(2 / 4, 4)
    assert found[FALSE] == Figure(1 / 2, 2)
    assert found["links on acts that answer something else"] == Figure(1.0, 1)
    assert found["precision of links"] == Figure(2 / 5, 5)
    assert found["precision, acts that answer something else too"] == Figure(2 / 6, 6)


def test_precision_where_no_source_tells_leaves_told_answers_out() -> None:
    asked = [*ASKED, answer("e", "s", basis="read")]
    outcomes = find_outcomes(asked, {**GUESSES, "e": guess("s", 0.9, "s")})
    found = find_figures(outcomes)
    # c wrong, e right, o false; then x, which answers something else
    assert found[UNTOLD] == Figure(1 / 3, 3)
    assert found[f"{UNTOLD}, {WIDER}"] == Figure(1 / 4, 4)
    told = [each for each in asked if each.basis != "read"]
    assert not any(UNTOLD in name for name in find_figures(find_outcomes(told, GUESSES)))


def test_the_curve_links_from_the_surest_down() -> None:
    judged = [(each, 1) for each in OUTCOMES if each.asked.verdict != "outside"]
    cuts = [(x.sureness, x.coverage, x.right, x.false, x.linked) for x in find_curve(judged)]
    assert cuts == [
        (0.9, 0.25, 0.25, 0.0, 1),
        (0.8, 0.5, 0.5, 0.0, 2),
        (0.7, 0.5, 0.5, 0.5, 3),
        (0.6, 0.75, 0.5, 0.5, 4),
        (0.4, 1.0, 0.75, 0.5, 5),
    ]
    found = find_figures(OUTCOMES)
    assert found["precision at half coverage"] == Figure(1.0, 2)
    assert found[AVERAGE].value == pytest.approx(0.25 * 1 + 0.25 * 1 + 0.25 * 3 / 5)


def test_acts_of_one_sureness_are_linked_together() -> None:
    tied = find_outcomes(
        [answer("a", "s"), other("o")], {n: guess("s", 0.5, "s") for n in ("a", "o")}
    )
    assert [cut.precision for cut in find_curve([(each, 1) for each in tied])] == [0.5]


def test_the_curve_is_read_at_the_rates_of_the_nearest() -> None:
    beside = {FALSE: Figure(0.0, 2), RIGHT: Figure(0.5, 4)}
    found = find_figures(OUTCOMES, None, beside)
    assert found[f"{RIGHT} at the false rate of the nearest"] == Figure(0.5, 4)
    assert found[f"{FALSE} at the right rate of the nearest"] == Figure(0.0, 2)
    further = find_figures(OUTCOMES, None, {FALSE: Figure(0.5, 2), RIGHT: Figure(1.0, 4)})
    assert further[f"{RIGHT} at the false rate of the nearest"] == Figure(0.75, 4)
    assert f"{FALSE} at the right rate of the nearest" not in further


def test_the_brier_score_is_the_mean_squared_error_of_best_triggers() -> None:
    errors = [0.1, 0.2, 0.6, 0.6, 0.7, 0.0]  # of a, b, c, d, o and p
    score = sum(each**2 for each in errors) / 6
    found = find_figures(OUTCOMES)
    assert found["Brier score"].value == pytest.approx(score)
    assert found["Brier skill"].value == pytest.approx(1 - score / (0.5 * 0.5))


def test_what_there_is_nothing_to_measure_on_is_absent() -> None:
    found = find_figures(find_outcomes([other("o")], {}))
    assert set(found) == {FALSE, "Brier score"}
    assert find_figures([]) == {}


def test_an_episode_is_drawn_whole() -> None:
    asked = [answer("a", "s", episode="one"), answer("b", "s", episode="one"), answer("c", "s")]
    draws = draw_weights(asked, 50)
    assert {sum(each.values()) for each in draws} == {2}
    outcomes = find_outcomes(asked, {"a": guess("s", 0.9, "s"), "b": guess("s", 0.9, "s")})
    shares = {find_figures(outcomes, weights)[RIGHT] for weights in draws}
    assert shares == {Figure(1.0, 4), Figure(2 / 3, 3), Figure(0.0, 2)}


def test_the_same_episodes_are_drawn_on_every_run() -> None:
    assert draw_weights(ASKED, 5) == draw_weights(list(reversed(ASKED)), 5)


def test_an_interval_leaves_out_a_fortieth_of_the_samples_at_either_end() -> None:
    samples = [float(n) for n in range(1000)]
    random.Random(1).shuffle(samples)
    found = interval(samples)
    assert found is not None
    assert sum(each < found[0] for each in samples) == 25
    assert sum(each > found[1] for each in samples) == 25


def test_where_resamples_give_nothing_there_is_no_interval() -> None:
    assert interval([0.5] * 90 + [None] * 10) is None
    assert interval([0.5] * 99 + [None]) == (0.5, 0.5)
    assert interval([]) is None


def test_outcomes_come_the_surest_first() -> None:
    assert [each.asked.action for each in OUTCOMES] == ["a", "b", "o", "c", "x", "d", "p"]
    assert OUTCOMES[-1] == Outcome(
        asked=other("p"), confidence=0.0, sureness=0.0, right=False, linked=False, links=0, good=0
    )
