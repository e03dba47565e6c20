"""Plotly figures, defined once: for the page, a notebook and the exports."""
