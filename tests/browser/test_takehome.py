"""Taking home from the hill page: plots as they stand, and the run as a moving picture."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

SLOW = "/?v=2&objective=square&start=1&steps=60&lane=simple_gd~lr:0.02&step=7"
PLANE = "/?v=2&objective=rosenbrock&start=-1.2,1&steps=30&lane=adam~lr:0.1&lane=momentum~lr:0.001&step=9"
LONG = "/?v=2&objective=square&start=1&steps=3000&lane=simple_gd~lr:0.0002"


def opened(page):
    """The page with its dialog open, once its run has come."""
    expect(page.locator("#outcome, #hill-ends")).not_to_be_empty()
    page.get_by_role("button", name="Take it home").click()
    return page.locator("#take-dialog")


def saved(page, click):
    """The bytes and the name of what a click saves."""
    with page.expect_download() as download:
        click()
    return Path(download.value.path()).read_bytes(), download.value.suggested_filename


def test_a_run_is_taken_home_as_a_gif(visit):
    """A picture for each step that was chosen, in the colours of the page and the size that was chosen."""
    page = visit(SLOW, color_scheme="dark")
    dialog = opened(page)
    dialog.get_by_label("Pixels").select_option("640x360")
    expect(dialog.get_by_text("61 pictures in 8 s, the last one for 2 of them.")).to_be_visible()
    dialog.get_by_label("From step").fill("7")
    dialog.get_by_label("To step").fill("27")
    expect(dialog.get_by_text("21 pictures in 4 s, the last one for 2 of them.")).to_be_visible()
    file, name = saved(page, dialog.get_by_role("button", name="Make it").click)
    moving = Image.open(io.BytesIO(file))
    assert (name, moving.n_frames, moving.size) == ("kudari-square-simple-gd.gif", 21, (640, 360))
    ground = moving.convert("RGB").getpixel((2, 2))
    assert ground == (26, 31, 41)
    expect(dialog.locator("#take-status")).to_have_text(
        re.compile(r"^Saved as kudari-square-simple-gd\.gif, \d+ kB\.$")
    )


def test_a_long_one_is_given_up(visit):
    """Its progress is shown, closed and opened again too; cancelled, it is gone, and another can be made."""
    page = visit(LONG)
    dialog = opened(page)
    dialog.get_by_label("Pixels").select_option("1280x720")
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    expect(dialog.get_by_role("progressbar")).to_have_attribute("value", re.compile(r"0\.\d*[1-9]"))
    page.keyboard.press("Escape")
    opened(page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    expect(dialog.locator("#take-status")).to_have_text("Cancelled.")
    expect(dialog.get_by_role("button", name="Make it")).to_be_enabled()


def share_apart(seen, kept):
    """How many percent of the pixels look otherwise, shifted by as much as a place on a page is no whole one."""
    rows, columns = (min(sizes) - 6 for sizes in zip(seen.shape[:2], kept.shape[:2], strict=True))
    inside = kept[3:, 3:][:rows, :columns]
    shifts = [seen[down : down + rows, across : across + columns] for down in range(7) for across in range(7)]
    return min(100 * (abs(shift - inside).max(-1) > 60).mean() for shift in shifts)


def pixels(file):
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).astype(int)


@pytest.mark.parametrize(
    ("path", "plots", "scheme"), [(SLOW, ["hill", "loss", "map"], "light"), (PLANE, ["hill", "loss"], "dark")]
)
def test_a_plot_is_taken_home_as_it_stands(visit, path, plots, scheme):
    """Zoomed and moved, the PNG and the SVG are what is on the screen, every letter included, below a head."""
    page = visit(path, viewport={"width": 1280, "height": 1000}, color_scheme=scheme, device_scale_factor=2)
    if "map" in plots:
        expect(page.locator("#map")).to_have_attribute("aria-label", re.compile("diverge"))
    expect(page.locator("#outcome")).not_to_be_empty()
    for plot in plots[:2]:
        page.locator(f"#{plot}").hover()
        page.mouse.wheel(0, -300)
    page.mouse.move(0, 0)
    seen = {plot: pixels(page.locator(f"#{plot}").screenshot()) for plot in plots}
    dialog = opened(page)
    for plot in plots:
        png, name = saved(page, dialog.get_by_role("button", name=f"The {plot} as PNG").click)
        svg, _ = saved(page, dialog.get_by_role("button", name=f"The {plot} as SVG").click)
        assert re.fullmatch(rf"kudari-(square|rosenbrock)-{plot}(-step-\d)?\.png", name)
        head = int(ElementTree.fromstring(svg).find("{*}g[@transform]").get("transform").removesuffix(")").split()[-1])
        assert share_apart(seen[plot], pixels(png)[2 * head :]) < 0.4
        assert b"url(data:font/woff2;base64," in svg and re.findall(rb'(?:href|src)="(?!data:|#)', svg) == []


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
    expect(dialog.get_by_role("button", name="The plane as PNG")).to_be_hidden()


def test_a_run_is_taken_home_as_numbers_and_as_code(visit):
    """Each a file with its name; of a race the ball that is chosen, with the optimizer that is chosen for the code."""
    page = visit(PLANE)
    dialog = opened(page)
    run = dialog.get_by_role("group", name="The run")
    csv, name = saved(page, run.get_by_role("button", name="CSV").click)
    assert name == "kudari-rosenbrock-adam.csv" and csv.count(b"\n") == 32
    code, name = saved(page, run.get_by_role("button", name="PyTorch code").click)
    assert name == "kudari-rosenbrock-adam.py" and b"class Adam(" in code
    dialog.get_by_label("The optimizer in code and notebook").select_option("torch.optim’s own")
    code, _ = saved(page, run.get_by_role("button", name="PyTorch code").click)
    assert b"torch.optim.Adam([point]" in code
    expect(dialog.locator("#take-status")).to_have_text(re.compile(r"^Saved as kudari-rosenbrock-adam\.py, \d+ kB\.$"))


@pytest.mark.parametrize("path", [SLOW, "/classifier", "/optimizer", "/rating"])
def test_it_can_be_used_by_all(visit, axe, path):
    """The open dialog has nothing that axe finds wrong, and fits a telephone."""
    page = visit(path, viewport={"width": 360, "height": 740})
    dialog = opened(page)
    assert axe(page) == []
    assert dialog.evaluate("(each) => each.scrollWidth <= each.clientWidth")


FAULTY = """import torch


class Mine(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    def step(self):
        raise ValueError("no")
"""


def test_an_own_optimizer_is_taken_home(visit):
    """Both balls as one picture, the run and the training as tables; of one that goes wrong the fault is told."""
    page = visit("/optimizer?steps=20")
    expect(page.locator("#status")).to_have_text(re.compile("Trained 80 updates"))
    dialog = opened(page)
    file, name = saved(page, dialog.get_by_role("button", name="Make it").click)
    assert (name, Image.open(io.BytesIO(file)).n_frames) == ("kudari-square-race.gif", 21)
    for what, rows in (("The run", 22), ("The training", 81)):
        csv, _ = saved(page, dialog.get_by_role("group", name=what).get_by_role("button", name="CSV", exact=True).click)
        assert csv.count(b"\n") == rows
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Your optimizer, in Python").press("Control+A")
    page.keyboard.insert_text(FAULTY)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#fault")).to_contain_text("ValueError")
    opened(page).get_by_role("combobox", name="What").select_option("run")
    dialog.get_by_role("button", name="Make it").click()
    said = "It can’t be drawn: the code ended with ValueError: no, in line 9 at step 1."
    expect(dialog.locator("#take-status")).to_have_text(said)
