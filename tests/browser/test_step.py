"""The step explained: its formula, its parts, how it did and why, as a student goes through it."""

import re

from playwright.sync_api import expect

WORKED = """async ({ objective, start }) => {
  const [{ postJson }, { evaluate }, { Records }, { names, updateFrom }] = await Promise.all(
    ["api", "evaluate", "records", "update"].map((name) => import(`/static/js/${name}.js`)));
  const rules = await (await fetch("/api/optimizers")).json();
  return Promise.all(rules.map(async (rule) => {
    const run = { objective: { name: objective }, optimizer: { name: rule.name }, start, steps: 24 };
    const answer = await postJson("/api/runs", run);
    const records = new Records();
    records.begin(answer);
    records.take(answer.steps);
    let worst = 0;
    for (let step = 0; step < records.last; step++) {
      const update = updateFrom(records, step, answer.run, rule);
      rule.mathml.forEach(({ name, tree }, line) => {
        const [got, want, was] = [evaluate(tree, names(update, line)), update.after[name], update.before[name] ?? 0]
          .map((value) => [value].flat());
        got.forEach((each, place) => {
          const size = Math.max(Math.abs(want[place]), Math.abs(was[place] ?? was[0]), 1e-30);
          worst = Math.max(worst, Math.abs(each - want[place]) / size);
        });
      });
    }
    return [rule.name, worst];
  }));
}"""


def tells(page, place, caption):
    """Wait until the page tells this part of a step."""
    expect(page.locator("#part-place")).to_have_text(place)
    expect(page.locator("#part")).to_have_text(caption)


def test_the_lines_give_what_torch_gave(visit):
    """Of every rule each line, worked out in the browser from a record, comes to the next one, to float32."""
    page = visit("/docs")
    for objective, start in (("square", [0.7]), ("ravine", [-1.5, 0.5])):
        worst = page.evaluate(WORKED, {"objective": objective, "start": start})
        assert len(worst) >= 14
        assert [rule for rule, off in worst if not off < 5e-7] == []


def test_a_step_is_told_part_by_part(visit):
    """Forward through all parts the ball stays until the step; back again every part is as it was."""
    page = visit("/?v=2&objective=square&lane=momentum&step=2&steps=20")
    captions = [
        "Keep 0.9 of the velocity: 3.06.",
        "Add the gradient: 3.06 + 0.92 = 3.98.",
        "Scale by the rate: 3.98 × 0.1 = 0.398.",
    ]
    tells(page, "0 / 4", "")
    for number, caption in enumerate(captions, 1):
        page.keyboard.press(".")
        tells(page, f"{number} / 4", caption)
        expect(page.locator("#step")).to_have_text("2 / 20")
    page.get_by_role("button", name="One part forward").click()
    tells(page, "0 / 4", "Step: 0.46 − 0.398 = 0.062 is the new x.")
    expect(page.locator("#step")).to_have_text("3 / 20")
    for number, caption in reversed(list(enumerate(captions, 1))):
        page.keyboard.press(",")
        tells(page, f"{number} / 4", caption)


def test_the_part_at_hand_is_marked(visit):
    """In symbols and in numbers the formula marks what the caption is of, and any other move ends that."""
    page = visit("/?v=2&objective=ravine&start=-1.5,0.5&lane=momentum&step=1&steps=20")
    tells(page, "0 / 4", "")
    for _ in range(2):
        page.keyboard.press(".")
    marked = page.locator("#equations [data-place].at-hand")
    expect(marked).to_have_text(["∇f(x1)", re.compile(r"^\(−?[\d.]+−?[\d.]+\)$")])
    expect(page.locator("#step-note")).to_contain_text("only that of the step is to scale")
    page.keyboard.press("ArrowLeft")
    tells(page, "0 / 4", "")


def test_a_step_is_judged(visit):
    """A step that overshoots is said to lead higher, with the number that tells why, and one downhill lower."""
    page = visit("/?v=2&objective=square&lane=simple_gd~lr:1.05&step=0&steps=20")
    expect(page.locator("#verdict")).to_have_text("loss 1 → 1.21, higher")
    expect(page.locator("#why")).to_contain_text("Rate × curvature = 1.05 × 2 = 2.1: above 2")
    page.goto("/?v=2&objective=square&lane=simple_gd~lr:0.4~schedule:exponential~gamma:0.5&step=1&steps=20")
    expect(page.locator("#verdict")).to_have_text("loss 0.04 → 0.0144, lower")
    expect(page.locator("#step-note")).to_have_text("η₂ = 0.2 by the schedule.")


def test_what_a_letter_means(visit):
    """A letter under the pointer is lit wherever it stands, with its meaning; the list does so for the keyboard."""
    page = visit("/?v=2&lane=momentum&step=1")
    page.locator("#equations [data-symbol=momentum]").first.hover()
    expect(page.locator("#symbol-tip")).to_have_text("μ: momentum")
    expect(page.locator("#equations .lit")).to_have_text(["μ", "0.9"])
    page.get_by_role("button", name="b velocity").focus()
    expect(page.locator("#equations [data-symbol=momentum_buffer].lit")).to_have_count(6)


def test_no_end_is_told_before_there_is_one(visit, server):
    """A link to a step says how far the run goes only when some of it has come."""
    page = visit("about:blank", base=server.url)
    page.route_web_socket("**/api/stream", lambda _: None)
    page.goto("/?step=15")
    expect(page.locator("#step")).to_have_text("15 / …")
    page.get_by_role("slider", name="Step", exact=True).press("Home")
    expect(page.locator("#step")).to_have_text("0 / …")


def test_ten_steps_and_the_ends(visit):
    """Beside one step there are ten, and the start and the end of the run."""
    page = visit("/?steps=25&step=0")
    expect(page.locator("#step")).to_have_text("0 / 25")
    for name, step in (("+10 steps", 10), ("To the end", 25), ("−10 steps", 15), ("To the start", 0)):
        page.get_by_role("button", name=name).click()
        expect(page.locator("#step")).to_have_text(f"{step} / 25")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#step")).to_have_text("10 / 25")
