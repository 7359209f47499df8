"""The rate limit counts as Reddit's does, and its account is exact."""

from b9_devstack.reddit_simulator.limits import Window, Windows


def charge(
    windows: Windows, now: float, client: str = "app", *, aligned: bool = False, limit: int = 3
) -> tuple[Window, bool]:
    return windows.charge(client, now, limit=limit, length_s=60.0, aligned=aligned)


def test_no_window_admits_more_than_its_limit_and_refusals_are_not_charged() -> None:
    windows = Windows()
    admitted = [charge(windows, now)[1] for now in (0.0, 1.0, 2.0, 3.0, 59.9, 60.0, 61.0)]
    assert admitted == [True, True, True, False, False, True, True]
    assert [(w["used"], w["refused"]) for w in windows.report()["windows"]] == [(3, 2), (2, 0)]
    assert (windows.max_used, windows.refused) == (3, 2)


def test_clients_have_windows_of_their_own() -> None:
    windows = Windows()
    assert all(charge(windows, 0.0, client)[1] for client in ("a", "a", "b", "a", "b"))


def test_the_headers_count_down() -> None:
    windows = Windows()
    charge(windows, 0.0)
    window, _ = charge(windows, 20.5)
    assert window.headers(20.5, floats=False) == {
        "x-ratelimit-used": "2",
        "x-ratelimit-remaining": "1.0",
        "x-ratelimit-reset": "40",
    }
    assert window.headers(59.99, floats=True)["x-ratelimit-reset"] == "1.0"


def test_an_aligned_window_ends_with_the_clock() -> None:
    windows = Windows()
    window, _ = charge(windows, 110.0, aligned=True)
    assert (window.began, window.ends) == (60.0, 120.0)
    later, admitted = charge(windows, 120.0, aligned=True)
    assert admitted
    assert later.began == 120.0


def test_another_limit_begins_another_window() -> None:
    windows = Windows()
    assert not [charge(windows, 0.0) for _ in range(4)][-1][1]
    assert charge(windows, 1.0, limit=5)[1]
