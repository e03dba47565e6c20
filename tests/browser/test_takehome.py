"""Taking home from the hill page: plots as they stand, and the run as a moving picture."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

SLOW = "/?v=2&objective=square&start=1&steps=60&lane=simple_gd~lr:0.02&step=7"
PLANE = "/?v=2&objective=rosenbrock&start=-1.2,1&steps=30&lane=adam~lr:0.1&lane=momentum~lr:0.001&step=9"
LONG = "/?v=2&objective=square&start=1&steps=3000&lane=simple_gd~lr:0.0002"


def opened(page):
    """The page with its dialog open, once its run has come."""
    expect(page.locator("#outcome")).not_to_be_empty()
    page.get_by_role("button", name="Take it home").click()
    return page.locator("#take-dialog")


def saved(page, click):
    """The bytes and the name of what a click saves."""
    with page.expect_download() as download:
        click()
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_run_is_taken_home_as_a_gif(visit, scheme):
    """A picture for each step, in the colours of the page and the size that was chosen."""
    page = visit(SLOW, color_scheme=scheme)
    dialog = opened(page)
    dialog.get_by_label("Pixels").select_option("640x360")
    file, name = saved(page, dialog.get_by_role("button", name="Make it").click)
    moving = Image.open(io.BytesIO(file))
    assert (name, moving.n_frames, moving.size) == ("kudari-square-simple-gd.gif", 61, (640, 360))
    ground = moving.convert("RGB").getpixel((2, 2))
    assert ground == ((255, 255, 255) if scheme == "light" else (26, 31, 41))
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^Saved as kudari-square-simple-gd\.gif, \d+ kB\.$"))


def test_a_long_one_is_given_up(visit):
    """Its progress is shown; cancelled, it is gone, and another can be made."""
    page = visit(LONG)
    dialog = opened(page)
    dialog.get_by_label("Pixels").select_option("1920x1080")
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    expect(dialog.get_by_role("progressbar")).to_have_attribute("value", re.compile(r"0\.\d*[1-9]"))
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    expect(dialog.get_by_role("status")).to_have_text("Cancelled.")
    expect(dialog.get_by_role("button", name="Make it")).to_be_enabled()


def ball(picture, colour):
    """How many pixels have a colour, and their middle."""
    rows, columns = np.nonzero((np.asarray(picture.convert("RGB")) == colour).all(-1))
    return len(rows), rows.mean(), columns.mean()


@pytest.mark.parametrize(("path", "hue"), [(SLOW, (0, 103, 165)), (PLANE, (184, 92, 0))])
@pytest.mark.parametrize("plot", ["hill", "loss"])
def test_a_plot_is_taken_home_as_it_stands(visit, path, hue, plot):
    """The PNG has what is on the screen, the ball in its place; the SVG has it as shapes, and our type in itself."""
    page = visit(path, viewport={"width": 1280, "height": 900}, color_scheme="light", device_scale_factor=2)
    dialog = opened(page)
    title = f"The {plot} as "
    png, name = saved(page, dialog.get_by_role("button", name=title + "PNG").click)
    svg, _ = saved(page, dialog.get_by_role("button", name=title + "SVG").click)
    assert re.fullmatch(rf"kudari-(square|rosenbrock)-{plot}-step-\d\.png", name)
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    seen = ball(Image.open(io.BytesIO(page.locator(f"#{plot}").screenshot())), hue)
    kept = ball(Image.open(io.BytesIO(png)), hue)
    assert kept[1:] == pytest.approx(seen[1:], abs=4)
    assert kept[0] == pytest.approx(seen[0], rel=0.3) and kept[0] > 200
    text = svg.decode()
    assert "url(data:font/woff2;base64," in text and 'clip-path="url(#overlay-box)"' in text
    assert f'fill="rgb{hue}"' in text


def test_a_training_is_taken_home(visit):
    """The lab's too: a picture for each update, and the curve as it stands."""
    page = visit("/classifier?epochs=1")
    dialog = opened(page)
    dialog.get_by_label("Format").select_option("webp")
    file, name = saved(page, dialog.get_by_role("button", name="Make it").click)
    moving = Image.open(io.BytesIO(file))
    assert (moving.format, moving.n_frames, name) == ("WEBP", 41, "kudari-patterns-conv-momentum.webp")
    png, name = saved(page, dialog.get_by_role("button", name="The loss as PNG").click)
    assert name == "kudari-patterns-loss-step-0.png" and png.startswith(b"\x89PNG")


def test_a_run_is_taken_home_as_numbers_and_as_code(visit):
    """As every format that the server has, each a file with its name; of a race the ball that is chosen."""
    page = visit(PLANE)
    dialog = opened(page)
    csv, name = saved(page, dialog.get_by_role("button", name="CSV").click)
    assert name == "kudari-rosenbrock-adam.csv" and csv.count(b"\n") == 32
    code, name = saved(page, dialog.get_by_role("button", name="PyTorch code").click)
    assert name == "kudari-rosenbrock-adam.py" and b"import torch" in code
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^Saved as kudari-rosenbrock-adam\.py, \d+ kB\.$"))


@pytest.mark.parametrize("path", [SLOW, "/classifier"])
def test_it_can_be_used_by_all(visit, axe, path):
    """The open dialog has nothing that axe finds wrong, and fits a telephone."""
    page = visit(path, viewport={"width": 360, "height": 740})
    dialog = opened(page)
    assert axe(page) == []
    assert dialog.evaluate("(each) => each.scrollWidth <= each.clientWidth")
