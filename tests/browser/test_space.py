"""Hills of two coordinates in space: the overlay lies on what WebGL draws, and who has no WebGL is told."""

import re

import pytest
from playwright.sync_api import expect

RAVINE = "/?objective=ravine&optimizer=adam&lr=0.2&step=3"
KINDS = "(div) => div._fullData.map(({ uid, type }) => [uid, type])"

# In place of the hill and its path one large marker at the ball's record.
ALONE = """
async (div) => {
  const page = document.querySelector("script[src*='/pages/']").src;
  const { write } = await import(new URL("../plots/plotly.js", page));
  const path = div.data.find(({ uid }) => uid === "path");
  const [x, y, z] = [path.x, path.y, path.z].map((column) => [column[3]]);
  await write(div, { field: { hidesurface: true, "contours.z.show": false } });
  await write(div, { path: { x, y, z, mode: "markers", "marker.size": 20, "marker.color": "#ff00ff" } });
}
"""

# How far the middle of the overlay's ball is from the middle of the marker, as WebGL has drawn it.
OFF = """
(div) => {
  const { glplot } = div._fullLayout.scene._scene;
  const drawn = glplot.canvas;
  const box = drawn.getBoundingClientRect();
  const overlay = div.parentElement.querySelector(".plot-overlay");
  const { left, top } = overlay.getBoundingClientRect();
  const middle = (source, like) => {
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [source.width, source.height];
    const context = copy.getContext("2d");
    context.drawImage(source, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const rows = [];
    for (let place = 0; place < data.length; place += 4)
      if (like(data[place], data[place + 1], data[place + 2]))
        rows.push([(place / 4) % copy.width, Math.floor(place / 4 / copy.width)]);
    return [0, 1].map((axis) => rows.reduce((sum, row) => sum + row[axis], 0) / rows.length);
  };
  glplot.redraw();
  const marker = middle(drawn, (r, g, b) => r > 150 && g < 90 && b > 150);
  // The ball's disc alone has its hue all around it.
  const context = overlay.getContext("2d");
  const [x, y] = [Math.round(marker[0] + box.left - left), Math.round(marker[1] + box.top - top)];
  const painted = (far, dx, dy) => context.getImageData(x + far * dx, y + far * dy, 1, 1).data.join();
  const reach = (dx, dy) => {
    let far = 0;
    while (far < 40 && painted(far, dx, dy) === painted(0, 0, 0)) far++;
    return far;
  };
  const [right, leftward, down, up] = [reach(1, 0), reach(-1, 0), reach(0, 1), reach(0, -1)];
  return { size: right + leftward - 1, off: [(right - leftward) / 2, (down - up) / 2], marker };
}
"""

# Wait until the camera has left a place, and say whether it has; it may stay there.
LEFT = """
async (div, eye) => {
  for (let frame = 0; frame < 90; frame++) {
    if (div._fullLayout.scene._scene.getCamera().eye.x !== eye.x) return true;
    await new Promise(requestAnimationFrame);
  }
  return false;
}
"""
EYE = "({ _fullLayout: { scene } }) => scene._scene.getCamera().eye"


@pytest.fixture
def ravine(visit):
    """The page with Adam's ball at step 3 in a ravine, seen from above."""
    page = visit(RAVINE)
    page.locator("#hill .plot-figure:not(.stale) .tracepath .point").first.wait_for()
    return page


def turn(page, figure, across):
    """Turn the camera by mouse. A busy machine may miss a turn: then it is made again."""
    eye, box = figure.evaluate(EYE), figure.bounding_box()
    for _ in range(6):
        page.mouse.move(box["x"] + 0.15 * box["width"], box["y"] + 0.9 * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + across * box["width"], box["y"] + 0.8 * box["height"], steps=4)
        left = figure.evaluate(LEFT, eye)
        page.mouse.up()
        if left:
            return


def test_the_ball_lies_on_the_surface_while_it_turns(ravine):
    """Turned by a mouse, the ball is where WebGL draws a marker at its record, to two pixels."""
    figure = ravine.locator("#hill .plot-figure")
    ravine.get_by_label("3-D").check()
    figure.locator(".gl-container canvas").first.wait_for()
    ravine.locator("#hill .plot-figure:not(.stale)").wait_for()
    expect(ravine).to_have_url(re.compile("view=3d"))
    types = [["field", "surface"], ["minima", "scatter3d"], ["path", "scatter3d"]]
    assert figure.evaluate(KINDS) == types
    figure.evaluate(ALONE)
    seen = [figure.evaluate(OFF)]
    for across in (0.3, 0.6):
        turn(ravine, figure, across)
        seen.append(figure.evaluate(OFF))
    for each in seen:
        assert each["size"] >= 16 and max(map(abs, each["off"])) <= 2, seen
    assert seen[0]["marker"] != seen[1]["marker"] != seen[2]["marker"]


def test_without_webgl_it_says_so_and_stays_above(ravine):
    """A browser that gives no WebGL is told plainly, nothing is fetched for it, and the contour stays."""
    ravine.evaluate(
        """() => {
          const { getContext } = HTMLCanvasElement.prototype;
          HTMLCanvasElement.prototype.getContext = function (kind) {
            return kind.startsWith("webgl") ? null : getContext.call(this, kind);
          };
        }"""
    )
    with ravine.expect_response("**/api/figures/hill?view=contour*"):
        ravine.get_by_label("3-D").click()
    expect(ravine.locator("#banner")).to_have_text("3-D needs WebGL, which this browser doesn't give.")
    expect(ravine.get_by_label("3-D")).not_to_be_checked()
    assert ravine.locator("#hill .plot-figure").evaluate(KINDS)[0] == ["field", "contour"]
    assert ravine.locator("script[src*=gl3d]").count() == 0


def test_other_colours_leave_the_camera_where_it_is(ravine):
    """In the other theme the surface has other colours and is seen from where it was."""
    figure = ravine.locator("#hill .plot-figure")
    ravine.get_by_label("3-D").check()
    figure.locator(".gl-container canvas").first.wait_for()
    home = figure.evaluate(EYE)
    turn(ravine, figure, 0.4)
    turned = figure.evaluate(EYE)
    with ravine.expect_response("**/api/figures/hill?view=surface*"):
        ravine.locator("#theme").click()
    ravine.locator("#hill .plot-figure:not(.stale)").wait_for()
    assert figure.evaluate(EYE) == pytest.approx(turned) != pytest.approx(home)
