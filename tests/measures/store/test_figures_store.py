"""The store keeps releases that never change, lists them all at once, and answers from the newest that can."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clearline.kit.errors import BadInput
from clearline.measures.figures import Area
from clearline.measures.store import Store, catalogue
from clearline.measures.store.adding import Adding, Draft, already
from clearline.measures.store.releases import EMPTY, Release
from clearline.measures.store.revisions import gone, revisions
from clearline.measures.store.writing import PartFile, observation_schema
from clearline.measures.vocabulary import Dataset, Filter, Where, Within

PLANS = Dataset(key="plans", title="Plans", publisher="", recognised_by=("a",), filters=(Filter(name="age"),))


def batch(*rows: tuple[str, str, str, float | None, str]) -> Any:
    """Return observations of Northmoor: indicator, age, year, value, symbol."""
    schema = observation_schema(("age",))
    filled = [
        {
            "indicator": indicator, "age": age, "period": year, "ends": date(int(year), 3, 31), "level": "authority",
            "area": "E06000999", "value": value, "symbol": symbol, "meaning": "suppressed" if symbol else "",
            "status": "", "text": symbol or str(value),
        }
        for indicator, age, year, value, symbol in rows
    ]  # fmt: skip
    plain = [pa.string() if pa.types.is_dictionary(field.type) else field.type for field in schema]
    names = schema.names
    return pa.RecordBatch.from_pylist(filled, schema=pa.schema(list(zip(names, plain, strict=True)))).cast(schema)


def add(store: Store, digest: str, *rows: tuple[str, str, str, float | None, str], **more: Any) -> Release:
    """Add one release of plans."""
    draft = Draft(dataset=PLANS, digest=digest, file=f"{digest}.csv", label=more.pop("label", digest), **more)
    with Adding(store) as adding:
        adding.write(draft, lambda: iter([batch(*rows)]))
        return adding.commit()[0]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store with two releases: 2024 as it was, and 2024 revised with 2025."""
    store = Store(tmp_path)
    add(store, "first", ("n", "All", "2023", 1, ""), ("n", "All", "2024", 2, ""), ("m", "All", "2024", 9, ""))
    add(store, "second", ("n", "All", "2024", 3, ""), ("n", "5", "2024", 1, ""), ("n", "All", "2025", None, "c"))
    return store


def asked(store: Store, where: Where, *indicators: str, release: str | None = None) -> list[tuple[Any, ...]]:
    """Return what the store answers, in order."""
    rows = store.observations("plans", where, indicators, release=release).to_pylist()
    return sorted((row["indicator"], row["age"], row["period"], row["value"], row["release"]) for row in rows)


def test_each_indicator_and_period_is_answered_by_the_newest_release_that_has_it(store: Store) -> None:
    assert asked(store, {"age": "All"}) == [
        ("m", "All", "2024", 9.0, "first"), ("n", "All", "2023", 1.0, "first"), ("n", "All", "2024", 3.0, "second"),
        ("n", "All", "2025", None, "second"),
    ]  # fmt: skip


def test_a_newer_release_that_lost_a_group_does_not_let_the_older_one_answer_for_it(store: Store) -> None:
    add(store, "third", ("n", "All", "2024", 3, ""), ("n", "All", "2026", 1, ""))
    assert asked(store, {"age": "5"}) == []


def test_one_release_can_be_asked_by_its_label_or_digest(store: Store) -> None:
    assert asked(store, {}, "n", release="first")[1][3] == 2.0
    add(store, "abcdef99", ("n", "All", "2024", 7, ""), label="third")
    assert asked(store, {}, release="abcdef") == [("n", "All", "2024", 7.0, "third")]
    with pytest.raises(BadInput, match="There is: second, third, first"):
        asked(store, {}, release="fourth")


@pytest.mark.parametrize(
    ("where", "years"),
    [
        ({"age": ("5", "6")}, ["2024"]), ({"age": 5}, ["2024"]), ({"age": True}, []),
        ({"age": Within(at_least=5, at_most=6)}, ["2024"]), ({"age": Within(at_least="A")}, ["2023", "2024", "2025"]),
        ({"age": Within(is_not=("All",))}, ["2024"]), ({"symbol": Within(known=True)}, ["2025"]),
        ({"symbol": Within(known=False), "age": "All"}, ["2023", "2024"]),
        ({"age": Within()}, ["2023", "2024", "2024", "2025"]), ({"age": "All'); drop table x; --"}, []),
    ],
)  # fmt: skip
def test_conditions_choose_rows_and_are_never_sql(store: Store, where: Where, years: list[str]) -> None:
    assert [row[2] for row in sorted(asked(store, where, "n"), key=lambda row: row[2])] == years


def test_a_condition_on_a_column_that_is_not_there_is_refused_with_those_that_are(store: Store) -> None:
    with pytest.raises(BadInput, match=r"no column 'sex'.*There is: age, area"):
        asked(store, {"sex": "F"})


def test_a_release_without_a_filter_has_none_of_its_labels(store: Store) -> None:
    draft = Draft(dataset=PLANS, digest="third", file="t.csv", label="third")
    table = pa.Table.from_batches([batch(("n", "All", "2026", 4, ""))]).drop_columns(["age"])
    with Adding(store) as adding:
        adding.write(draft, lambda: iter(table.to_batches()))
        adding.commit()
    assert [row["age"] for row in store.observations("plans", {"period": "2026"}, []).to_pylist()] == [None]


def test_revisions_are_what_two_releases_say_otherwise(store: Store) -> None:
    (change,) = revisions(store, "plans").to_pylist()
    assert (change["period"], change["value_before"], change["value_after"]) == ("2024", 2.0, 3.0)
    assert revisions(store, "plans", newer="second", older="first").num_rows == 1
    with pytest.raises(BadInput, match="'else' has 0 releases"):
        revisions(store, "else")


def test_what_a_release_lacks_is_counted_in_the_periods_that_both_have(store: Store) -> None:
    after, before = store.releases("plans")
    assert gone(store, after, before) == 1
    assert gone(store, before, before) == 0


def test_the_newest_release_is_that_of_the_last_period_then_of_publication_then_of_loading(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for digest, year, published in [
        ("later", "2025", None), ("third", "2024", date(2024, 3, 1)), ("fourth", "2024", date(2024, 2, 1)),
        ("fifth", "2024", None), ("sixth", "2024", None),
    ]:  # fmt: skip
        add(store, digest, ("n", "All", year, 1, ""), published=published)
    assert [release.label for release in store.releases("plans")] == ["later", "third", "fourth", "sixth", "fifth"]


def test_a_release_is_summed_up_in_the_manifest(store: Store) -> None:
    release = store.releases("plans")[0]
    assert (release.rows, release.first_period, release.last_period) == (3, "2024", "2025")
    assert (release.indicators, release.filters, release.symbols) == (("n",), {"age": ("5", "All")}, {"c": 1})
    assert (release.periods, release.last_ends) == (("2024", "2025"), date(2025, 3, 31))
    assert store.datasets()["plans"].title == "Plans"


def test_loading_the_same_bytes_again_keeps_the_place_of_the_release_and_its_file(store: Store) -> None:
    before = sorted(path.name for path in store.root.rglob("*.parquet"))
    again = add(store, "first", ("n", "All", "2023", 1, ""), label="first again")
    assert again.sequence == 1
    assert sorted(path.name for path in store.root.rglob("*.parquet")) == before
    assert [release.label for release in store.releases("plans")] == ["second", "first again"]


def test_another_description_of_the_same_bytes_is_another_reading_that_replaces_the_first(store: Store) -> None:
    other = Dataset(key="plans", title="Plans", publisher="", recognised_by=("b",))
    assert already(store.manifest(), "first", PLANS) is not None
    assert already(store.manifest(), "first", other) is None
    assert already(None, "first", PLANS) is None
    with Adding(store) as adding:
        adding.write(
            Draft(dataset=other, digest="first", file="f", label="f"), lambda: iter([batch(("n", "", "2020", 1, ""))])
        )
        adding.commit()
    assert [release.label for release in store.releases("plans")] == ["second", "f"]


def test_two_releases_with_one_name_get_different_labels(store: Store) -> None:
    assert add(store, "abcdefghij", ("n", "All", "2026", 1, ""), label="first").label == "first, abcdefgh"


def test_areas_of_the_figures_are_known_without_a_lookup(store: Store) -> None:
    seen = [Area(code="E06000999", name="Northmoor", level="authority", old_code="999")]
    add(store, "third", ("n", "All", "2026", 1, ""), areas=seen)
    assert store.areas().find("999").name == "Northmoor"


def test_files_that_nothing_lists_are_cleared_after_a_day_and_not_before(store: Store) -> None:
    folder = store.folder() / "releases" / "plans"
    old, new = folder / ".old.parquet.1.part", folder / "new.parquet"
    for path in old, new:
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 100_000,) * 2)
    add(store, "third", ("n", "All", "2026", 1, ""))
    assert (old.exists(), new.exists()) == (False, True)


def test_an_empty_folder_says_how_to_load_and_an_authority_need_not_have_figures(tmp_path: Path) -> None:
    store = Store(tmp_path / "nothing")
    with pytest.raises(BadInput, match="clearline figures load"):
        store.areas()
    assert store.manifest("E06000999") == EMPTY
    (tmp_path / "file").write_text("")
    assert catalogue.read(tmp_path / "file") is None
    with pytest.raises(BadInput, match="clearline figures load"):
        Store(tmp_path / "file").manifest()


def test_a_dataset_that_is_not_loaded_is_said(store: Store) -> None:
    assert store.releases("else") == ()
    with pytest.raises(BadInput, match="'else' is not loaded"):
        store.observations("else", {}, [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"format": 99}', "has format 99, and this one reads 1"), ("{", "damaged"), ("[]", "damaged"),
        ('{"format": 1, "releases": [{"dataset": "x"}]}', "damaged"),
    ],
)  # fmt: skip
def test_a_manifest_of_another_format_or_a_damaged_one_is_refused(store: Store, text: str, says: str) -> None:
    (store.folder() / "manifest.json").write_text(text)
    with pytest.raises(BadInput, match=says):
        store.releases("plans")
    with pytest.raises(BadInput, match=says):
        add(store, "third", ("n", "All", "2026", 1, ""))
    assert (store.folder() / "manifest.json").read_text() == text


def test_a_manifest_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "national" / "manifest.json").mkdir(parents=True)
    with pytest.raises(BadInput, match="cannot be read"):
        Store(tmp_path).manifest()


def test_a_store_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "national").write_text("in the way")
    with pytest.raises(BadInput, match="cannot be written"):
        add(Store(tmp_path), "first", ("n", "All", "2023", 1, ""))
    with pytest.raises(BadInput, match="cannot be written"):
        catalogue.change(tmp_path / "national", lambda manifest: manifest)


def test_an_error_while_rows_come_leaves_nothing_behind(store: Store) -> None:
    def broken() -> Iterator[Any]:
        yield batch(*[("n", "All", "2026", 1.0, "")] * 40_000)
        raise BadInput("half-way")

    before = (store.folder() / "manifest.json").read_bytes()
    with pytest.raises(BadInput, match="half-way"), Adding(store) as adding:
        adding.write(Draft(dataset=PLANS, digest="third", file="f", label="f"), broken)
    assert (store.folder() / "manifest.json").read_bytes() == before
    assert not list(store.root.rglob("*.part"))


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_figures_store import PLANS, batch
from clearline.measures.store import Store
from clearline.measures.store.adding import Adding, Draft
def rows():
    yield batch(*[("n", "All", "2026", 1.0, "")] * 40_000)
    os.kill(os.getpid(), 9)
with Adding(Store(Path(sys.argv[1]))) as adding:
    adding.write(Draft(dataset=PLANS, digest="third", file="f", label="f"), rows)
"""


def test_a_load_that_is_killed_half_way_never_shows(store: Store) -> None:
    here = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", KILLED, str(store.root), here], check=False)
    assert done.returncode == -9
    assert list(store.root.rglob("*.part"))
    assert asked(store, {"period": "2026"}) == []
    add(store, "third", ("n", "All", "2026", 5, ""))
    assert asked(store, {"period": "2026"}) == [("n", "All", "2026", 5.0, "third")]


AT_ONCE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_figures_store import add
from clearline.measures.store import Store
for number in range(8):
    add(Store(Path(sys.argv[1])), f"{sys.argv[3]}{number}", ("n", "All", "2026", 1, ""))
    add(Store(Path(sys.argv[1])), f"both{number}", ("n", "All", "2026", 1, ""))
"""


def test_two_processes_that_load_at_once_lose_nothing(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    running = [subprocess.Popen([sys.executable, "-c", AT_ONCE, str(tmp_path), here, name]) for name in ("a", "b")]
    assert [process.wait() for process in running] == [0, 0]
    releases = Store(tmp_path).releases("plans")
    assert len(releases) == 24
    assert sorted(release.sequence for release in releases) == list(range(1, 25))
    assert all((tmp_path / "national" / "releases" / "plans" / release.part).exists() for release in releases)


def test_a_folder_that_is_never_let_go_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_PATIENCE", 0.05)

    def inner(manifest: Any) -> Any:
        with pytest.raises(BadInput, match="another process"):
            catalogue.change(tmp_path, lambda same: same)
        return manifest

    catalogue.change(tmp_path, inner)


def test_a_change_that_changes_nothing_writes_nothing(store: Store) -> None:
    path = store.folder() / "manifest.json"
    before = path.stat().st_mtime_ns
    catalogue.change(store.folder(), lambda same: same)
    assert path.stat().st_mtime_ns == before


def test_the_database_reads_nothing_outside_the_store(store: Store, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.csv"
    outside.write_text("a\n1\n")
    for sql in f"from read_csv('{outside}')", "set enable_external_access = true", f"copy (select 1) to '{outside}'":
        with pytest.raises(Exception, match=r"disabled|locked|external access"):
            store.ask(sql, [])


def test_small_batches_are_written_together_and_each_label_once(tmp_path: Path) -> None:
    with PartFile(tmp_path / "a.parquet") as part:
        part.write(iter([batch(("n", "All", "2026", 1, "")), batch(("m", "5", "2026", 1, ""))]))
        part.keep()
    assert pa.parquet.read_metadata(tmp_path / "a.parquet").num_row_groups == 1
    assert json.dumps(part.counts["indicator"]) == '{"n": 1, "m": 1}'


def test_many_small_batches_and_large_ones_after_them_are_all_written(tmp_path: Path) -> None:
    many = [("open", "all", str(1000 + number % 9000), float(number), "") for number in range(33_000)]
    with PartFile(tmp_path / "part.parquet") as part:
        part.write(iter([batch(many[0]), batch(*many[1:]), batch(*many)]))
        part.keep()
    assert pq.read_table(tmp_path / "part.parquet").num_rows == part.rows == 66_000
