"""Points read from a table, as spreadsheets and people write them."""

import pytest

from app.core.lab.data.table import BadTable, points

TWO = {"points": [[0.5, -1.0], [2.0, 3.25]], "labels": [0, 1], "classes": ["cat", "dog"]}


@pytest.mark.parametrize(
    "text",
    [
        "x,y,label\n0.5,-1,cat\n2,3.25,dog\n",
        "0.5,-1,cat\n2,3.25,dog",
        "label,id,Y,X\r\ncat,1,-1,0.5\r\ndog,2,3.25,2\r\n",
        "x;y;label\n0,5;-1;cat\n2;3,25;dog\n",
        "0.5\t-1\tcat\n\n2\t3.25\tdog\n",
        '"x", "y", "label"\n"0.5", −1, "cat"\n2,3.25,dog\n',
        "x,y,label,\n0.5,-1,cat,\n,,,\n2,3.25,dog,\n",
    ],
)
def test_a_table_is_read_as_it_is_written(text):
    """With a header or without, by comma, semicolon or tab, with decimal commas, quotes, empty rows and columns."""
    assert points(text) == TWO


def test_labels_are_any_text():
    """Classes come in the order of their first rows, and a quoted label may hold what separates."""
    read = points('0,0,"b; or c"\n1,1,a\n2,2,"b; or c"\n')
    assert (read["classes"], read["labels"]) == (["b; or c", "a"], [0, 1, 0])


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("x,y,label\n1,two,a\n", "row 2.y", "must be a number between -1000 and 1000, got 'two'"),
        ("1,2,a\n\nnan,2,b\n", "row 3.x", "must be a number between -1000 and 1000, got 'nan'"),
        ("1,2,a\n1,1e3,b\n1001,2,b\n", "row 3.x", "must be a number between -1000 and 1000, got '1001'"),
        ("1,2,a\n1_0,2,b\n", "row 2.x", "must be a number between -1000 and 1000, got '1_0'"),
        ("1,2,a\n1, ,b\n", "row 2.y", "must be a number between -1000 and 1000, got ''"),
        ("1,2,a\n1,2, \n", "row 2.label", "must not be empty"),
        ("1,2,a\n1,2,all\n", "row 2.label", "must not be 'all', which stands for all classes"),
        (f"1,2,a\n1,2,{'b' * 41}\n", "row 2.label", "must have at most 40 characters"),
        ("1,2,a\n1,2\n", "row 2", "must have 3 columns, got 2"),
        ("1,5,2,5,a\n", "row 1", "must have 3 columns, got 5"),
        ("x,z,label\n1,2,a\n", "row 1", "must name the columns x, y and label, or be numbers; y isn't there"),
        ("1,2,a\n", "body", "must have at least 2 points, got 1"),
        ("", "body", "must have at least 2 points, got 0"),
        ("1,2,a\n3,4,a\n", "label", "must have at least 2 different values, got 'a' alone"),
        ('1,2,a\n1,2,"b\n', "row 2", "can't be read: unexpected end of data"),
        ("".join(f"0,0,{n}\n" for n in range(11)), "row 11.label", "at most 10 different labels"),
        ("0,0,a\n" * 1001, "row 1001", "is one too many: there may be at most 1,000 points"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(text, field, reason):
    """Rows are counted as a spreadsheet counts them, the header and empty ones among them."""
    with pytest.raises(BadTable) as bad:
        points(text)
    ((told, why),) = bad.value.problems
    assert told == field and reason in why


def test_all_that_is_wrong_is_told():
    """One row's mistakes hide no other's."""
    with pytest.raises(BadTable) as bad:
        points("x,y,label\na,b,c\n1,2,c\n1,2,\n")
    assert [field for field, _ in bad.value.problems] == ["row 2.x", "row 2.y", "row 4.label"]
