"""Makes the data files that the tests of DataFiles read, and what other programs
read in them (expected.json).

Needs pyreadstat 1.3.7 and openpyxl 3.1; the files are committed, since nothing
of this is needed to build or test.
"""

import datetime
import json
import os
import struct

import openpyxl
import pandas
import pyreadstat

table = pandas.DataFrame(
    {
        "tenure": [1.5, 98, 150, None, 7.25],
        "city": ["北京", "", "Wuhan", "上海", "x" * 300],
        "trust": [1.0, 2, 3, 5, 4],
        "founded": [datetime.date(1998, 5, day) for day in range(1, 6)],
    }
)
labels = ["Years, 年", "City", "Trust", "Founded"]
scale = {"trust": {1: "很低", 5: "very high"}}


def read(name, reader):
    """What pyreadstat reads, as text a cell."""
    frame, meta = reader(name, user_missing=False)
    return {
        "labels": meta.column_names_to_labels,
        "valueLabels": {
            variable: {str(value): text for value, text in own.items()}
            for variable, own in meta.variable_value_labels.items()
        },
        "cells": [
            ["" if pandas.isna(cell) or cell == "" else str(cell) for cell in row]
            for row in frame.itertuples(index=False)
        ],
    }


expected = {}
pyreadstat.write_sav(
    table, "survey.sav", column_labels=labels, variable_value_labels=scale,
    missing_ranges={"tenure": [98, {"lo": 99, "hi": 999}]},
    variable_measure={"trust": "ordinal", "city": "nominal", "tenure": "scale"},
    variable_format={"founded": "DATE11"})
pyreadstat.write_sav(
    table, "survey.zsav", compress=True, column_labels=labels,
    variable_value_labels=scale)
pyreadstat.write_dta(
    table, "survey.dta", version=15, column_labels=labels,
    variable_value_labels=scale)
numbers = table[["tenure", "trust"]].rename(columns=str.upper)
pyreadstat.write_por(numbers, "survey.por")
pyreadstat.write_xport(numbers, "survey.xpt")
for name, reader in [
    ("survey.sav", pyreadstat.read_sav),
    ("survey.zsav", pyreadstat.read_sav),
    ("survey.dta", pyreadstat.read_dta),
    ("survey.por", pyreadstat.read_por),
    ("survey.xpt", pyreadstat.read_xport),
]:
    if name.endswith("sav"):
        expected[name] = read(name, pyreadstat.read_sav)
    else:
        expected[name] = read(
            name, lambda path, user_missing: reader(path))

for from1904 in (False, True):
    book = openpyxl.Workbook()
    if from1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "答案"
    sheet.append(["id", "x", "day", "moment", "text"])
    for row in range(1, 5):
        sheet.append(
            [row, row / 3, datetime.date(1899 + 25 * row, 3, row),
             datetime.datetime(2024, 2, 29, 8, 30, row),
             ['a "b", c', "两\n行", "", " x"][row - 1]])
    sheet["B3"] = "#N/A"
    sheet["B3"].data_type = "e"
    book.create_sheet("Notes")["B7"] = "nothing"
    name = "survey1904.xlsx" if from1904 else "survey.xlsx"
    book.save(name)
    cells = openpyxl.load_workbook(name, data_only=True)["答案"].values
    expected[name] = {
        "cells": [
            ["" if cell is None or cell == "#N/A"
             else cell.strftime("%Y-%m-%d") + (
                 cell.strftime(" %H:%M:%S") if column == 3 else "")
             if isinstance(cell, datetime.datetime) else str(cell)
             for column, cell in enumerate(row)]
            for row in list(cells)[1:]
        ]
    }
# Names of rows under an empty cell, empty cells at the ends of rows, cells that
# would be other numbers if they were joined by commas.
book = openpyxl.Workbook()
for row in [[None, "x", "y"], ["r1", 1, 5], ["r2", None, None], ["r3", 3, None]]:
    book.active.append(row)
book.save("rows.xlsx")
expected["rows.xlsx"] = {
    "cells": [["r1", "1", "5"], ["r2", "", ""], ["r3", "3", ""]]}
book.active["C4"] = "=B4+1"
book.save("formula.xlsx")
book = openpyxl.Workbook()
for row in [["x"], [1, 5], [2, 7]]:
    book.active.append(row)
book.save("joined.xlsx")

# Names far apart, and a cell a row: small here, and large as a table.
book = openpyxl.Workbook()
book.active["A1"], book.active["XFD1"] = "x", "y"
for row in range(2, 702):
    book.active[f"A{row}"] = row
book.save("sparse.xlsx")

with open("expected.json", "w", encoding="utf-8") as file:
    json.dump(expected, file, ensure_ascii=False, indent=1, sort_keys=True)

# Escapes of characters that XML cannot hold, dates that hide their clock, and
# texts that are numbers behind zeros.
book = openpyxl.Workbook()
for row in [["a_x0041_", "b"], ["_x005F_x0041_", "_xD83D__xDE00_"],
            ["x_x000D_y", "_xD83D_ _x0000_ _x00zz_"]]:
    book.active.append(row)
book.save("escaped.xlsx")
book = openpyxl.Workbook()
book.active.append(["id", "day", "code", "city"])
for row in range(1, 5):
    book.active.append(
        [f"{row:03d}", datetime.datetime(2024, 1, row, 12 if row > 2 else 0),
         str(row), f"0{row}" if row < 4 else "none"])
    book.active.cell(row + 1, 2).number_format = "yyyy-mm-dd"
book.save("texts.xlsx")


def recoded(name, code, labels, encoding):
    """A copy of labels.sav whose texts are of a code page."""
    data = bytearray(open("labels.sav", "rb").read())
    machine = data.find(struct.pack("<iiii", 7, 3, 4, 8))
    data[machine + 44:machine + 48] = struct.pack("<i", code)
    named = bytes(data).find(struct.pack("<iii", 7, 20, 1))
    length = struct.unpack("<i", data[named + 12:named + 16])[0]
    del data[named:named + 16 + length]
    data = bytes(data)
    for old, new in zip((b"LLLL", b"MMMM", b"VVVV"), labels):
        data = data.replace(old, new.encode(encoding))
    open(name, "wb").write(data)


table = pandas.DataFrame({"x": [1.0, 2, 3], "city": ["a", "b", "c"]})
pyreadstat.write_sav(
    table, "labels.sav", column_labels=["LLLL", "MMMM"],
    variable_value_labels={"x": {1: "VVVV"}})
recoded("korean.sav", 949, ["한글", "서울", "매우"], "cp949")
recoded("utf8.sav", 65001, ["éü", "ñá", "éé"], "utf-8")
recoded("korean-1252.sav", 1252, ["한글", "서울", "매우"], "cp949")
recoded("japanese-1252.sav", 1252, ["日本", "東京", "低い"], "cp932")
recoded("western-1252.sav", 1252, ["“W”ä", "é’s–", "–‘l’"], "cp1252")
os.remove("labels.sav")
pyreadstat.write_dta(
    table, "old.dta", version=10, variable_value_labels={"x": {1: "low"}})
