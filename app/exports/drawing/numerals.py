"""Numbers as the page writes them: see static/js/numbers.js."""

from __future__ import annotations


def shown(value: float, digits: int = 6) -> str:
    """A number with up to so many significant digits, with a real minus sign."""
    size = abs(value)
    if size != 0 and (size < 1e-4 or size >= 1e7):
        share, power = f"{value:.{digits - 1}e}".split("e")
        text = f"{share.rstrip('0').rstrip('.') if '.' in share else share}e{int(power)}"
    else:
        text = repr(float(f"{value:.{digits}g}")).removesuffix(".0")
    return text.replace("-", "−")
