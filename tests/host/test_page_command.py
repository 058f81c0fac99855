"""``acupacer page``: where the page is, a copy of it, and its server."""

import errno
import json
import threading
import urllib.request

import pytest
from acupacer_host import site
from acupacer_host.cli import cli
from acupacer_host.errors import PageMissing
from acupacer_host.image import uf2
from acupacer_host.image.image_check import BOARDS
from click.testing import CliRunner


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A page as an installed package has it."""
    package = tmp_path / "package"
    (package / "site").mkdir(parents=True)
    (package / "site" / "index.html").write_text("<title>acupacer</title>")
    (package / "site" / "program.pack").write_bytes(b"")
    (package / "site" / "micropython.mjs").write_text("export {};")
    (package / "site" / "page.webmanifest").write_text("{}")
    (package / "site" / "images.json").write_text("[]")
    monkeypatch.setattr(site, "HERE", package)
    return package / "site"


def run(*arguments):
    return CliRunner().invoke(cli, ["page", *map(str, arguments)])


def test_without_a_page_it_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "HERE", tmp_path / "no" / "package")
    with pytest.raises(PageMissing):
        site.folder()
    done = run("--no-browser")
    assert done.exit_code == 1
    assert "make page" in done.output and "wheel" in done.output


def test_a_checkout_s_page_comes_before_the_package_s(built, tmp_path, monkeypatch):
    checkout = tmp_path / "checkout"
    monkeypatch.setattr(site, "HERE", checkout / "host" / "acupacer_host")
    with pytest.raises(PageMissing):
        site.folder()
    (checkout / "build" / "page").mkdir(parents=True)
    (checkout / "build" / "page" / "index.html").write_text("")
    with pytest.raises(PageMissing):  # a build folder of somebody else's
        site.folder()
    (checkout / "web").mkdir()
    (checkout / "web" / "package.json").write_text("{}")
    assert site.folder() == checkout / "build" / "page"


def test_out_writes_the_files_and_writes_them_again(built, tmp_path):
    target = tmp_path / "public"
    for _ in range(2):
        done = run("--out", target)
        assert done.exit_code == 0, done.output
        assert {path.name for path in target.iterdir()} == {p.name for p in built.iterdir()}


def test_out_touches_no_folder_of_other_things(built, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = run("--out", tmp_path / "mine")
    assert done.exit_code == 1 and "other files" in done.output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def page_of(*files):
    """A service worker as tools/build_page.py makes it."""
    return f"const a={json.dumps(dict.fromkeys((*files, './'), 'ab'))},b=1;"


def test_an_older_page_goes_whole_and_what_its_host_wants_stays(built, tmp_path):
    target, release = tmp_path / "public", tmp_path / "release"
    release.mkdir()
    older = image(release, BOARDS[0], "0.9.0")
    (built / "offline.js").write_text(page_of("gone.js", "../letter.txt"))
    (built / "gone.js").write_text("")
    (tmp_path / "letter.txt").write_text("dear")
    assert run("--out", target, "--images", release).exit_code == 0
    assert (target / older.name).exists()
    (target / "CNAME").write_text("example.org")
    (built / "gone.js").unlink()
    (built / "offline.js").write_text(page_of("new.js"))
    (built / "new.js").write_text("")
    assert run("--out", target).exit_code == 0
    assert {path.name for path in target.iterdir()} == {
        "CNAME",
        *(path.name for path in built.iterdir()),
    }
    assert (tmp_path / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize("is_new", [True, False])
def test_a_full_disk_is_said_in_a_line_and_leaves_what_was_there(
    built, tmp_path, monkeypatch, is_new
):
    target = tmp_path / "public"
    if not is_new:
        assert run("--out", target).exit_code == 0
        (built / "index.html").write_text("later")
    copy = site.shutil.copyfile

    def fill(source, to):
        if source.name == "program.pack":
            raise OSError(errno.ENOSPC, "No space left on device", str(source))
        return copy(source, to)

    with monkeypatch.context() as disk:
        disk.setattr(site.shutil, "copyfile", fill)
        done = run("--out", target)
    assert done.exit_code == 1
    assert done.output == (
        f"acupacer: {target}: cannot be written: No space left on device; make room and try "
        "again\n"
    )
    assert target.exists() == (not is_new)
    if not is_new:
        assert (target / "index.html").read_text() == "<title>acupacer</title>"
        assert not (target / site.COMING).exists()
    assert run("--out", target).exit_code == 0


def test_a_copy_that_was_killed_is_in_nobody_s_way(built, tmp_path):
    coming = tmp_path / "public" / site.COMING
    coming.mkdir(parents=True)
    (coming / "half.js").write_text("")
    assert run("--out", tmp_path / "public").exit_code == 0
    assert {path.name for path in coming.parent.iterdir()} == {p.name for p in built.iterdir()}


def image(folder, board, version):
    payload = f"acupacer-image:{board.key}:{version}\n".encode() + bytes(300)
    path = folder / f"acupacer-{board.key}-{version}.uf2"
    path.write_bytes(uf2.write(payload, board.family))
    return path


def test_a_copy_offers_the_newest_image_of_each_board(built, tmp_path):
    release = tmp_path / "release"
    release.mkdir()
    image(release, BOARDS[0], "0.9.0")
    newest = [image(release, board, "0.10.0") for board in BOARDS]
    done = run("--out", tmp_path / "public", "--images", release)
    assert done.exit_code == 0, done.output
    assert all(path.name in done.output for path in newest)
    assert json.loads((tmp_path / "public" / "images.json").read_text()) == [
        {"file": "acupacer-pico-0.10.0.uf2", "board": "Raspberry Pi Pico", "version": "0.10.0"},
        {
            "file": "acupacer-pico2-0.10.0.uf2",
            "board": "Raspberry Pi Pico 2",
            "version": "0.10.0",
        },
    ]
    for path in newest:
        assert (tmp_path / "public" / path.name).read_bytes() == path.read_bytes()
    assert not (tmp_path / "public" / "acupacer-pico-0.9.0.uf2").exists()


def test_without_a_whole_image_no_copy_is_made(built, tmp_path):
    release = tmp_path / "release"
    release.mkdir()
    done = run("--out", tmp_path / "public", "--images", release)
    assert done.exit_code == 1 and f"is in {release}/" in done.output
    path = image(release, BOARDS[0], "0.9.0")
    path.write_bytes(path.read_bytes()[:-1])
    done = run("--out", tmp_path / "public", "--images", release)
    assert done.exit_code == 1 and "is torn or damaged: block 2 of 2" in done.output
    assert not (tmp_path / "public").exists()


def test_images_go_into_a_copy_only(built, tmp_path):
    done = run("--images", tmp_path)
    assert done.exit_code == 2 and "--images goes with --out DIR" in done.output


@pytest.fixture
def server(built):
    with site.serving(0) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "text/html"),
        ("micropython.mjs", "text/javascript"),
        ("page.webmanifest", "application/manifest+json"),
    ],
)
def test_the_server_says_what_a_browser_must_know(server, name, kind):
    with urllib.request.urlopen(site.address(server) + name) as answer:
        assert answer.headers["Content-Type"].split(";")[0] == kind
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-eval" not in policy.replace(
            "wasm-unsafe-eval", ""
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_is_there_for_this_computer_only(server):
    assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_left_alone(server):
    taken = server.server_address[1]
    with site.serving(taken) as other:
        assert other.server_address[1] not in (0, taken)


def test_it_prints_the_address_opens_the_browser_and_ends_at_ctrl_c(built, monkeypatch):
    opened = []

    def interrupted(self):
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(site._Server, "serve_forever", interrupted)
    done = run()
    assert done.exit_code == 0
    assert opened and done.output.startswith(opened[0])
    opened.clear()
    assert run("--no-browser").exit_code == 0 and opened == []


def test_the_page_s_own_policy_is_the_server_s(built):
    source = site.Path(__file__).parents[2] / "web" / "src" / "index.html"
    policy = site.POLICY.removesuffix("; frame-ancestors 'none'")
    assert f'content="{policy}"' in source.read_text(encoding="utf-8")
