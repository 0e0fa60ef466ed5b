"""Compares what `latent` reads of data files, cell by cell, with pyreadstat
(SPSS, Stata, SAS) and openpyxl (workbooks):

    python3 data-files.py LATENT FILE_OR_FOLDER...

LATENT is the command; `latent-read` must be beside it. Of a folder all files
with known endings are read. Needs pyreadstat and openpyxl.

Compared are the names of the variables, every cell (numbers exactly, dates and
times as ISO text, texts exactly), and of SPSS, Stata and SAS also the labels of
variables and of the values that `latent data` lists, levels of measurement, and
the number of cases with each declared missing value. Values that a file
declares missing are missing in both. One line a file: name, rows x columns,
cells compared, differences; the first differences follow it. The exit code is 1
if any file differs.
"""
import collections
import csv
import datetime
import json
import math
import os
import subprocess
import sys
import tempfile
import warnings

import openpyxl
import pyreadstat

warnings.filterwarnings("ignore")
csv.field_size_limit(sys.maxsize)

READERS = {
    ".sav": pyreadstat.read_sav,
    ".zsav": pyreadstat.read_sav,
    ".por": pyreadstat.read_por,
    ".dta": pyreadstat.read_dta,
    ".sas7bdat": pyreadstat.read_sas7bdat,
    ".xpt": pyreadstat.read_xport,
}
WORKBOOKS = (".xlsx", ".xlsm")
# Words for a missing value in a workbook, as in CSV.
MISSING_TEXTS = ("na", ".", "#null!", "nan")
MOST_SHOWN = 5
# Formats whose numbers pyreadstat leaves as they are, seconds from this moment.
SPSS_PERIODS = ("QYR", "MOYR", "WKYR")
SPSS_ORIGIN = datetime.datetime(1582, 10, 14)


class Unreadable(Exception):
    """A reader refuses a file."""


class Comparison:
    """The differences of one file."""

    def __init__(self):
        self.rows = self.columns = self.cells = 0
        self.differences = collections.Counter()
        self.shown = []

    def check(self, kind, place, latent, reference):
        if latent != reference:
            self.note(kind, place, latent, reference)

    def note(self, kind, place, latent, reference):
        self.differences[kind] += 1
        if self.differences[kind] <= MOST_SHOWN:
            self.shown.append(
                f"    {kind} {place}: {latent!r}, reference {reference!r}")


def latent_table(latent, path):
    """The header, rows and JSON summary that `latent data` gives of a file."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "table.csv")
        run = subprocess.run(
            [latent, "data", path, "--to", target, "--values", "true",
             "--format", "json"],
            capture_output=True, text=True)
        if run.returncode != 0:
            raise Unreadable(" ".join(run.stderr.split()))
        with open(target, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
    return rows[0], rows[1:], json.loads(run.stdout)


def iso_clock(seconds, microseconds):
    """A time of day or duration as ISO text."""
    text = (f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:"
            f"{seconds % 60:02d}")
    return text + f".{microseconds:06d}".rstrip("0") if microseconds else text


def cell_text(value):
    """A cell of the reference as Latent writes it; numbers stay numbers."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, (int, float)):
        return "" if math.isnan(value) else float(value)
    if isinstance(value, datetime.datetime):
        if value != value:  # pandas' NaT
            return ""
        day = value.date().isoformat()
        return day + " " + cell_text(value.time())
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        whole = value.days * 86400 + value.seconds
        sign = ""
        micro = value.microseconds
        if whole < 0:
            total = -value
            sign, whole = "-", total.days * 86400 + total.seconds
            micro = total.microseconds
        return sign + iso_clock(whole, micro)
    if isinstance(value, datetime.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return iso_clock(seconds, value.microsecond)
    if hasattr(value, "item"):  # NumPy's numbers
        return cell_text(value.item())
    return str(value)


def same_cell(own, reference):
    """Whether a field of Latent's CSV is a cell of the reference."""
    if isinstance(reference, float):
        try:
            return float(own) == reference
        except ValueError:
            return False
    # A date at midnight may stand without its clock.
    return own == reference or own + " 00:00:00" == reference


def compare_cells(comparison, header, rows, columns):
    """Compares a table with columns of the reference by name and order."""
    names = [name for name, _ in columns]
    # Columns without a name get R's: X, X.1, ...
    blank = [f"X.{place}" if place else "X"
             for place in range(sum(name == "" for name in names))]
    names = [name if name != "" else blank.pop(0) for name in names]
    if len(header) != len(names) or not all(map(same_cell, header, names)):
        comparison.note("names", "", header, names)
    comparison.columns = len(header)
    comparison.rows = len(rows)
    for place, (name, values) in enumerate(columns):
        if place >= len(header):
            break
        comparison.check("rows of", name, len(rows), len(values))
        for row, (fields, value) in enumerate(zip(rows, values)):
            comparison.cells += 1
            own = fields[place] if place < len(fields) else ""
            reference = cell_text(value)
            if not same_cell(own, reference):
                comparison.note(
                    "cell", f"{name}[{row + 1}]", own, reference)


def value_key(value):
    """A value as a key that does not depend on how a number is written."""
    try:
        return float(value)
    except ValueError:
        return str(value)


def compare_labels(comparison, summary, meta):
    """Compares labels, value labels and levels of measurement."""
    for variable in summary["variables"]:
        name = variable["name"]
        comparison.check(
            "label of", name, variable["label"] or "",
            meta.column_names_to_labels.get(name) or "")
        level = meta.variable_measure.get(name, "unknown")
        comparison.check(
            "level of", name, variable.get("level") or "unknown", level)
        if variable["type"] == "dates":
            continue
        labels = {
            value_key(value): text
            for value, text in meta.variable_value_labels.get(name, {}).items()}
        for listed in variable["values"] + variable["missing_codes"]:
            key = value_key(listed["value"].removeprefix("."))
            comparison.check(
                "value label of", f"{name}={listed['value']}",
                listed["label"] or "", labels.get(key, ""))


def missing_counts(frame, meta, reads_letters):
    """Each variable's declared missing values that occur, with their counts."""
    counts = {}
    for position, name in enumerate(meta.column_names):
        own = collections.Counter()
        ranges = meta.missing_ranges.get(name, [])
        for value in frame.iloc[:, position].tolist():
            if reads_letters:
                letters = meta.missing_user_values.get(name, [])
                if isinstance(value, str) and value in letters:
                    own[value] += 1
            elif any(is_within(value, part) for part in ranges):
                own[value_key(value)] += 1
        counts[name] = own
    return counts


def is_within(value, part):
    """Whether a value is in a range of declared missing values."""
    low, high = part["lo"], part["hi"]
    if isinstance(value, str) != isinstance(low, str):
        return False
    if isinstance(value, str):
        return value == low.rstrip()
    return low <= value <= high


def reference_cells(frame, meta, raw):
    """The columns of pyreadstat, as Latent reads dates and durations.

    pyreadstat leaves the days of quarters, months and weeks in SPSS as numbers,
    and cuts durations to less than a day; these are made of its raw numbers.
    """
    columns = []
    for place, name in enumerate(meta.column_names):
        values = frame.iloc[:, place].tolist()
        numbers = raw.iloc[:, place].tolist()
        format_name = meta.original_variable_types.get(name) or ""
        if format_name.startswith(SPSS_PERIODS):
            values = [
                "" if number != number
                else (SPSS_ORIGIN + datetime.timedelta(seconds=number)).date()
                for number in numbers]
        elif any(isinstance(value, datetime.time) for value in values):
            values = [
                datetime.timedelta(seconds=number)
                if isinstance(value, datetime.time)
                and not 0 <= number < 86400 else value
                for value, number in zip(values, numbers)]
        columns.append((name, values))
    return columns


def compare_statistics_file(latent, path, ending):
    """Compares a file of SPSS, Stata or SAS."""
    try:
        read = READERS[ending]
        frame, meta = read(path)
        raw, _ = read(path, disable_datetime_conversion=True)
        has_codes = ending in (".sav", ".zsav", ".dta", ".sas7bdat")
        coded = (read(path, user_missing=True, disable_datetime_conversion=True)
                 if has_codes else None)
    except Exception as error:
        reference_error = " ".join(str(error).split())
        frame = None
    try:
        header, rows, summary = latent_table(latent, path)
    except Unreadable as error:
        if frame is None:
            raise Unreadable(f"by both: {error}")
        if len(frame) == 0:
            raise Unreadable(f"by latent, no rows: {error}")
        raise Unreadable(f"BY LATENT ALONE: {error}")
    if frame is None:
        raise Unreadable(f"BY PYREADSTAT ALONE: {reference_error}")
    comparison = Comparison()
    compare_cells(
        comparison, header, rows, reference_cells(frame, meta, raw))
    compare_labels(comparison, summary, meta)
    if coded:
        counts = missing_counts(*coded, ending in (".dta", ".sas7bdat"))
        for variable in summary["variables"]:
            own = {value_key(code["value"].removeprefix(".")): code["n"]
                   for code in variable["missing_codes"]}
            comparison.check(
                "missing codes of", variable["name"], own,
                dict(counts.get(variable["name"], {})))
    return comparison


def is_missing(cell):
    """Whether a cell is an error, or a word for a missing value."""
    return (cell.data_type == "e" or isinstance(cell.value, str)
            and cell.value.strip().lower() in MISSING_TEXTS)


def workbook_table(path):
    """The header and rows of the first sheet that is shown."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = [sheet for sheet in book.worksheets
              if sheet.sheet_state == "visible"] or book.worksheets
    rows = []
    for cells in sheets[0].iter_rows():
        values = [None if is_missing(cell) else cell.value for cell in cells]
        if any(cell.value is not None for cell in cells):
            rows.append(values)
    if not rows:
        return [], []
    filled = [place for place, value in enumerate(rows[0])
              if value is not None]
    if not filled:
        return [], []
    width = max(place + 1 for row in rows
                for place, value in enumerate(row) if value is not None)
    # Names of rows may stand left of the first name, below an empty cell.
    first = min(place for row in rows[:2]
                for place, value in enumerate(row) if value is not None)
    header = [cell_text(value) for value in rows[0][first:width]]
    columns = [[row[place] for row in rows[1:]]
               for place in range(first, width)]
    return header, columns


def compare_workbook(latent, path):
    """Compares a workbook."""
    try:
        names, columns = workbook_table(path)
        refusal = None if names else "no cells"
    except Exception as error:
        refusal = " ".join(str(error).split())
    try:
        header, rows, _ = latent_table(latent, path)
    except Unreadable as error:
        if refusal:
            raise Unreadable(f"by both: {error}")
        if not any(columns):
            raise Unreadable(f"by latent, no rows: {error}")
        raise Unreadable(f"BY LATENT ALONE: {error}")
    if refusal:
        raise Unreadable(f"BY OPENPYXL ALONE: {refusal}")
    comparison = Comparison()
    texts = [name if isinstance(name, str) else repr(name).removesuffix(".0")
             for name in names]
    compare_cells(comparison, header, rows, list(zip(texts, columns)))
    return comparison


def files_of(arguments):
    """The files that the arguments name."""
    for argument in arguments:
        if os.path.isdir(argument):
            for name in sorted(os.listdir(argument)):
                if os.path.splitext(name)[1].lower() in (*READERS, *WORKBOOKS):
                    yield os.path.join(argument, name)
        else:
            yield argument


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    latent = os.path.abspath(sys.argv[1])
    different = 0
    for path in files_of(sys.argv[2:]):
        name = os.path.basename(path)
        ending = os.path.splitext(path)[1].lower()
        try:
            comparison = (
                compare_workbook(latent, path) if ending in WORKBOOKS
                else compare_statistics_file(latent, path, ending))
        except Unreadable as error:
            different += "ALONE" in str(error)
            print(f"{name}: refused {error}", flush=True)
            continue
        total = sum(comparison.differences.values())
        different += total > 0
        kinds = ", ".join(f"{count} {kind}" for kind, count
                          in comparison.differences.items())
        print(f"{name}: {comparison.rows} x {comparison.columns}, "
              f"{comparison.cells} cells, {total} differences"
              + (f" ({kinds})" if total else ""), flush=True)
        for line in comparison.shown:
            print(line, flush=True)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
