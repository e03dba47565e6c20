"""The page of the own optimizer, used as a student uses it."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

HEAD = """import torch


class Mine(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1, share=0.5, fast=False):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                """
PLAIN = f'{HEAD}p.add_(p.grad, alpha=-group["lr"])\n'
FOREVER = f"{HEAD}while True: pass\n"
TRAINED = re.compile(r"Trained 80 updates in [\d.]+ s\.$")
"""What the status says once both the hill and the network are done."""


def code(page):
    """The editor, by the name that a screen reader has for it."""
    return page.get_by_role("textbox", name="Your optimizer, in Python")


def write(page, text):
    """Put a text in the place of what is in the editor, as somebody who pastes it."""
    code(page).press("Control+A")
    page.keyboard.insert_text(text)


def run(page, text):
    """Write it, and run it by the keyboard."""
    write(page, text)
    page.keyboard.press("Control+Enter")


def begin(page, title):
    """Take something from the menu."""
    page.get_by_label("Start from").select_option(label=title)
    page.get_by_role("button", name="Open").click()


@pytest.fixture
def opened(visit):
    """The page, with what it opens with run."""
    page = visit("/optimizer")
    expect(page.locator("#status")).to_have_text(TRAINED)
    return page


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_everyone_can_use_it(visit, axe, width, scheme):
    """Nothing is in the way of those who can't see it, with all that can be shown, on a phone and a laptop."""
    page = visit("/optimizer", viewport={"width": width, "height": 900}, color_scheme=scheme)
    expect(code(page)).to_contain_text("class SimpleGD")
    page.get_by_role("button", name="Is it Momentum?").click()
    expect(page.locator("#verdict")).to_have_text(re.compile("^No: on every hill it is not"))
    run(page, f"{HEAD}print(1 / 0){60 * chr(10)}")
    expect(page.get_by_role("alert")).to_contain_text("ZeroDivisionError")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []


def test_the_keys_of_the_editor(opened):
    """Tab goes on to the next fourth column, Enter keeps the indentation, and after Escape Tab leaves."""
    code(opened).press("Control+A")
    opened.keyboard.type("if True:\n1")
    opened.keyboard.press("Tab")
    opened.keyboard.type("2")
    expect(code(opened).locator(".cm-line")).to_have_text(["if True:", "    1   2"])
    opened.keyboard.press("Escape")
    opened.keyboard.press("Tab")
    expect(code(opened)).not_to_be_focused()


def test_opened(opened, server):
    """It opens on plain descent, which has run; the address says all that is set."""
    expect(opened.locator("#status")).to_have_text(re.compile("^Converged at step 45, in "))
    expect(opened).to_have_url(
        re.compile(r"\?template=simple_gd&reference=momentum&objective=square&start=1&steps=50&")
    )
    expect(opened.get_by_role("spinbutton", name="lr η")).to_have_value("0.1")


def test_a_fault_at_its_line(opened):
    """The line is marked in the editor and said below it with a hint; a press on it goes there, an edit clears it."""
    run(opened, f'{HEAD}p.sub_(group["momentum"] * p.grad)\n')
    fault = opened.get_by_role("alert")
    expect(fault).to_contain_text("KeyError: 'momentum'")
    expect(fault).to_contain_text("line 12, at step 1")
    expect(fault).to_contain_text("what was given to super().__init__")
    expect(code(opened).locator(".cm-fault")).to_have_text('p.sub_(group["momentum"] * p.grad)')
    expect(code(opened).locator(".cm-fault-message")).to_have_text("KeyError: 'momentum'")
    opened.get_by_role("button", name="line 12").click()
    opened.keyboard.type("#")
    expect(code(opened).locator(".cm-line").nth(11)).to_have_text('                #p.sub_(group["momentum"] * p.grad)')
    expect(fault).to_be_hidden()
    expect(code(opened).locator(".cm-fault")).to_have_count(0)


def test_code_that_cannot_be_read(opened):
    """A syntax error is marked too, and the last numbers can still be seen."""
    run(opened, "import torch\nclass Mine(torch.optim.Optimizer)\n    pass\n")
    expect(opened.get_by_role("alert")).to_contain_text("SyntaxError: expected ':'")
    expect(code(opened).locator(".cm-fault")).to_have_text("class Mine(torch.optim.Optimizer)")


def test_what_it_prints(opened):
    """Prints are shown as text, of the hill and of the network apart, and no more of them than can be read."""
    run(opened, f'{HEAD}print("<b>", len(self.state), "x" * 100)\n')
    printed = opened.get_by_role("region", name="What your code printed")
    expect(printed).to_contain_text("On the hill:\n<b> 0 xxx")
    expect(printed).to_contain_text("In the network:\n<b> 0 xxx")
    expect(opened.locator("#warnings")).to_contain_text("Change it in place")
    assert len(printed.text_content()) < 20_000


def test_its_hyperparameters(opened):
    """Numbers of `__init__` get sliders and switches a box; moving one runs it again, and the address keeps it."""
    run(opened, PLAIN)
    rate = opened.get_by_role("spinbutton", name="lr η")
    expect(opened.get_by_role("spinbutton", name="share", exact=True)).to_have_value("0.5")
    expect(opened.locator("#status")).to_have_text(re.compile("^Converged"))
    rate.fill("1.5")
    expect(opened.locator("#status")).to_have_text(re.compile("^Diverged at step"))
    opened.get_by_role("checkbox", name="fast").check()
    expect(opened).to_have_url(re.compile("hp=lr:1.5~fast:true"))
    opened.reload()
    expect(rate).to_have_value("1.5")
    expect(opened.get_by_role("checkbox", name="fast")).to_be_checked()


def test_stop(opened):
    """Stop ends a loop without an end at once: an honest run right after it isn't kept waiting until its time is up."""
    run(opened, FOREVER)
    expect(opened.get_by_role("button", name="Stop")).to_be_enabled()
    opened.get_by_role("button", name="Stop").click()
    expect(opened.locator("#status")).to_have_text("Stopped.")
    run(opened, PLAIN)
    expect(opened.locator("#status")).to_have_text(re.compile("^Converged"), timeout=4000)


def test_too_slow(opened):
    """What takes too long is ended by the server, and says so."""
    run(opened, FOREVER)
    expect(opened.get_by_role("alert")).to_contain_text("TimeLimit: took longer than 5 s")
    run(opened, PLAIN)
    expect(opened.locator("#status")).to_have_text(re.compile("^Converged"))


def test_is_it_torchs(opened):
    """The check says the same to the bit, the same but for rounding, or where it differs first and by how much."""
    verdict, check = opened.locator("#verdict"), opened.get_by_role("button", name="Is it Adam?")
    opened.get_by_label("Beside it").select_option("adam")
    begin(opened, "Adam")
    check.click()
    expect(verdict).to_have_text(
        re.compile(r"^Yes: the same as torch\.optim\.Adam.* to the last bit, on all 5 hills\.")
    )
    source = opened.request.get("/api/optimizers/templates").json()[2]["source"]
    write(
        opened,
        source.replace("v.mul_(beta2).addcmul_", "v.mul_(beta2).add_(0).addcmul_").replace(
            "m.lerp_(p.grad, 1 - beta1)", "m.mul_(beta1).add_((1 - beta1) * p.grad)"
        ),
    )
    check.click()
    expect(verdict).to_have_text(re.compile("^(Yes, but for rounding|No: on [123] of 5)"))
    write(opened, source.replace("/ small1", ""))
    check.click()
    expect(verdict).to_have_text(re.compile("^No: "))
    expect(opened.locator(".own-differences tbody tr").first).to_contain_text("step 1: x is 0.99")


def test_a_check_that_is_overtaken(opened):
    """Who goes on writing hears no more of the code that was checked, and is told that it has changed."""
    opened.get_by_role("button", name="Is it Momentum?").click()
    expect(opened.locator("#differences")).to_be_visible()
    code(opened).press("Control+Home")
    opened.keyboard.type("#")
    expect(opened.locator("#differences")).to_be_hidden()
    expect(opened.locator("#verdict")).to_be_empty()
    expect(opened.get_by_role("button", name="Stop")).to_be_disabled()


def test_a_link_with_code(opened, visit):
    """A link brings code and numbers along. One's own draft is kept, and can be had back from there."""
    run(opened, PLAIN)
    expect(opened).to_have_url(re.compile("code=1"))
    link = opened.url
    write(opened, f"{PLAIN}# my own\n")
    expect(opened).not_to_have_url(link)
    opened.goto(link)
    expect(opened.locator("#kept")).to_contain_text("This code came with the link. Your own is kept.")
    expect(code(opened)).not_to_contain_text("# my own")
    opened.goto("/optimizer")
    expect(code(opened)).to_contain_text("# my own")
    opened.goto(link)
    opened.get_by_role("button", name="Bring it back").click()
    expect(code(opened)).to_contain_text("# my own")


def test_a_link_that_is_partly_wrong(visit):
    """What can't be read is named, and the rest holds."""
    page = visit("/optimizer?rule=nobody&hp=x&reference=adam&code2=1")
    expect(page.locator("#banner")).to_contain_text("Not known here, so left as usual: hp, rule")
    expect(page.get_by_label("Beside it")).to_have_value("adam")
    expect(code(page)).to_contain_text("class SimpleGD")


def test_code_that_is_too_long_for_a_link(opened):
    """The page says that the code isn't in its address; it is still there when the page opens again."""
    write(opened, PLAIN + "".join(f"# {each * 7919 % 10007}\n" for each in range(3000)))
    expect(opened.locator("#unshared")).to_be_visible()
    expect(opened).not_to_have_url(re.compile("code="))
    opened.reload()
    expect(code(opened)).to_contain_text("class Mine")


def test_another_beginning(opened):
    """Every built-in rule can be begun from; what stood there before can be had back, by undo too."""
    write(opened, PLAIN)
    begin(opened, "Lion")
    expect(code(opened)).to_contain_text("Lion: the sign of a momentum")
    expect(opened.locator("#status")).to_have_text(TRAINED)
    expect(opened).to_have_url(re.compile(r"\?rule=lion&"))
    opened.get_by_role("button", name="Bring it back").click()
    expect(code(opened)).to_contain_text("class Mine")
    code(opened).press("Control+Z")
    expect(code(opened)).to_contain_text("Lion: the sign of a momentum")


def test_taken_home(opened, tmp_path):
    """The file that is saved runs by itself, with the numbers that are set."""
    run(opened, PLAIN)
    expect(opened.get_by_role("spinbutton", name="share", exact=True)).to_have_value("0.5")
    opened.get_by_role("spinbutton", name="lr η").fill("0.25")
    expect(opened).to_have_url(re.compile("hp=lr:0.25"))
    with opened.expect_download() as saving:
        opened.get_by_role("button", name="Download .py").click()
    assert saving.value.suggested_filename == "kudari-square-Mine.py"
    saving.value.save_as(tmp_path / "mine.py")
    said = subprocess.run([sys.executable, "mine.py"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "step     2   x = [0.25]   loss = 0.0625\n" in said and "to the last bit" in said


@pytest.mark.sandboxed
def test_without_a_server(own_server, visit, faults):
    """While the server is away the code can be written on, and is run when it is back."""
    page = visit("/optimizer", base=own_server.url)
    expect(page.locator("#status")).to_have_text(TRAINED)
    own_server.stop()
    run(page, PLAIN)
    expect(page.locator("#banner")).to_have_text("The server can't be reached. Trying again…")
    own_server.start()
    # It loads torch twice: for itself, and for the sandbox.
    expect(page.locator("#status")).to_have_text(re.compile("^Converged"), timeout=60_000)
    expect(page.get_by_role("spinbutton", name="share")).to_be_visible()
    faults[:] = [each for each in faults if "Failed to load" not in each and "WebSocket" not in each]


def test_where_it_is_off(own_server, visit, faults):
    """A server that runs no own code says why; the editor and the built-in rule work, and saved code opens."""
    page = visit("/optimizer", base=own_server.url)
    expect(page.locator("#off")).to_contain_text("Missing: this server is set to run none.")
    expect(page.get_by_role("button", name="Run")).to_be_disabled()
    expect(page.get_by_role("button", name="Run")).to_have_accessible_description(re.compile("can’t run your code"))
    write(page, PLAIN)
    expect(page.locator("#hill-balls tr")).to_have_count(1)
    run = {"objective": {"name": "bumpy"}, "optimizer": {"source": "# saved", "class": "A"}, "start": [1], "steps": 9}
    page.get_by_role("button", name="Take it home").click()
    file = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(run).encode()}
    page.get_by_label("What was saved as JSON").set_input_files(file)
    page.get_by_role("button", name="Open it").click()
    told = "This server doesn't run its code, so that its numbers can't be compared."
    expect(page.locator("#bring-status")).to_have_text(f"Its code is opened. {told}")
    page.keyboard.press("Escape")
    expect(page.locator("#editor")).to_contain_text("# saved")
    expect(page.locator("#hill-form select")).to_have_value("bumpy")
    assert "503" in faults.pop()


def test_with_your_own_rights(opened):
    """Where code is not shut in, the page says so; where it is, it has nothing to say."""
    expect(opened.locator("#off")).to_be_hidden()
    standing = {"on": True, "isolated": False, "missing": ["seccomp"]}
    opened.route("**/api/sandbox", lambda route: route.fulfill(json=standing))
    opened.reload()
    expect(opened.locator("#off")).to_be_visible()
    expect(opened.locator("#off")).to_contain_text("runs with your rights")


def test_by_touch(visit):
    """On a phone the code is run by a finger, and what goes wrong is said below the button."""
    page = visit("/optimizer", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    code(page).tap()
    write(page, f"{HEAD}p.sub_(x)\n")
    page.get_by_role("button", name="Run").tap()
    expect(page.get_by_role("alert")).to_contain_text("NameError: name 'x' is not defined")
    page.get_by_role("button", name="line 12").tap()
    expect(code(page).locator(".cm-fault-message")).to_be_in_viewport()
