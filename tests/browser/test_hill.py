"""The hill page, used as a student uses it."""


def test_first_paint(visit):
    """The page opens with the article's parabola and the run on it."""
    page = visit("/")
    page.get_by_text("After 50 steps the loss is").or_(page.get_by_text("Converged")).wait_for()
