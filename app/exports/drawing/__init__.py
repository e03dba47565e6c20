"""How the pictures to take home are drawn, without a browser, in the page's own look."""
