"""The second half of scripts/check-study: reads the documents of studies as other
programs do, and compares their numbers, section by section, with the results.

check-study.py NAME ...; reads NAME.json, .docx, .html, .tex, .md, .xlsx, .txt.
"""

import bisect
import json
import re
import sys
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx

# What sentences and notes say of themselves: levels, thresholds and the limits of
# p values, of which results have no number.
CONVENTIONS = {
    0.001, 0.01, 0.05, 0.06, 0.08, 0.10, 0.50, 0.70, 0.80, 0.85, 0.90, 0.95,
    1.5, 0.010,
}
NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])([-\u2212]?[0-9]*\.[0-9]+)(\s?%)?(?![0-9A-Za-z]|\.[0-9])")

faults = []


def fault(text):
    faults.append(text)


def numbers(value, found):
    """All numbers of a JSON value."""
    if isinstance(value, dict):
        for part in value.values():
            numbers(part, found)
    elif isinstance(value, list):
        for part in value:
            numbers(part, found)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        found.append(float(value))


class Page(HTMLParser):
    """The text of a web page by its sections; pictures and styles left out."""

    def __init__(self):
        super().__init__()
        self.sections, self.skipped, self.heading = [["", ""]], 0, False
        self.levels, self.tables, self.figures = [], 0, 0
        self.language, self.ids = None, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag in ("style", "svg", "nav"):
            self.skipped += 1
        if tag == "html":
            self.language = attributes.get("lang")
        if re.fullmatch("h[1-6]", tag) and not self.skipped:
            self.levels.append(int(tag[1]))
        if tag == "h2" and not self.skipped:
            self.heading = True
            self.sections.append(["", ""])
        self.tables += tag == "table"
        self.figures += tag == "figure"
        if tag not in ("i", "b", "sub", "sup", "span", "code"):
            self.sections[-1][1] += " "

    def handle_endtag(self, tag):
        if tag in ("style", "svg", "nav"):
            self.skipped -= 1
        if tag == "h2":
            self.heading = False

    def handle_data(self, text):
        if not self.skipped:
            self.sections[-1][0 if self.heading else 1] += text


def word_sections(document):
    """The text of a Word document by its headings of the first level."""
    sections = [["", ""]]
    for element in document.element.body.iterchildren():
        kind = element.tag.rsplit("}", 1)[-1]
        if kind == "p":
            own = docx.text.paragraph.Paragraph(element, document)
            if own.style.name == "Heading 1":
                sections.append([own.text, ""])
            else:
                sections[-1][1] += own.text + "\n"
        elif kind == "tbl":
            for row in docx.table.Table(element, document).rows:
                cells = []
                for cell in row.cells:
                    if not cells or cell._tc is not cells[-1]._tc:
                        cells.append(cell)
                sections[-1][1] += " | ".join(c.text for c in cells) + "\n"
    return sections


def split(text, pattern):
    """The parts of a text behind its headings."""
    parts = re.split(pattern, text, flags=re.M)
    return [["", parts[0]]] + [
        [parts[i], parts[i + 1]] for i in range(1, len(parts), 2)]


def latex_sections(text):
    text = re.sub(
        r"\\begin\{filecontents\*\}.*?\\end\{filecontents\*\}", " ", text,
        flags=re.S)
    text = re.sub(r"\\IfFileExists.*?\n\\caption", r"\\caption", text, flags=re.S)
    text = re.sub(r"[0-9.]+\\(linewidth|textheight)|margin=[0-9.]+cm", " ", text)
    text = text.replace("{[}", "[").replace("{]}", "]").replace("$-$", "-")
    text = re.sub(r"\$([<>])\$", r"\1", text).replace("\\%", "%")
    return split(text, r"^\\section\{(.*)\}$")


def check_word(name, note):
    """A Word document as python-docx reads it; its sections."""
    document = docx.Document(f"{name}.docx")
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    fields = [
        p for p in captions if "SEQ " in p._p.xml and "fldSimple" in p._p.xml]
    figures = len(document.inline_shapes)
    if len(captions) != len(document.tables) + figures or captions != fields and \
            len(captions) != len(fields):
        fault(f"{name}.docx: {len(captions)} captions, {len(fields)} fields, "
              f"{len(document.tables)} tables, {figures} figures")
    for place, table in enumerate(document.tables, 1):
        if "w:tblHeader" not in table.rows[0]._tr.xml:
            fault(f"{name}.docx: table {place} has no row of headings")
    for section in document.sections:
        for footer in (section.footer, section.first_page_footer):
            text = "".join(p.text for p in footer.paragraphs)
            if text and note not in text:
                fault(f"{name}.docx: a footer does not say: {note}")
        if note not in "".join(p.text for p in section.footer.paragraphs):
            fault(f"{name}.docx: the footer does not say: {note}")
    return word_sections(document), len(document.tables)


def check_page(name, note, language):
    """A web page: headings in order, names once, the note on printed pages."""
    text = open(f"{name}.html", encoding="utf-8").read()
    page = Page()
    page.feed(text)
    if page.language != {"en": "en", "zh": "zh-Hans"}[language]:
        fault(f"{name}.html: the language is {page.language}")
    for before, after in zip(page.levels, page.levels[1:]):
        if after > before + 1:
            fault(f"{name}.html: a heading {after} behind one {before}")
    if len(set(page.ids)) != len(page.ids):
        fault(f"{name}.html: a name stands twice")
    if '@bottom-center { content: "' + note not in text:
        fault(f"{name}.html: printed pages do not say: {note}")
    return page


def check_workbook(name, known):
    """A workbook: parts that are XML, and numbers that results have in full."""
    count = 0
    with zipfile.ZipFile(f"{name}.xlsx") as archive:
        for part in archive.namelist():
            root = ElementTree.fromstring(archive.read(part))
            if "/worksheets/" not in part:
                continue
            for cell in root.iter(
                    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"):
                value = cell.find("{*}v")
                if cell.get("t", "n") != "n" or value is None:
                    continue
                count += 1
                if not known.has(float(value.text), 0):
                    fault(f"{name}.xlsx, {part} {cell.get('r')}: {value.text}")
    return count


class Known:
    """The numbers of results, without their signs."""

    def __init__(self, values):
        self.values = sorted(abs(v) for v in values)

    def has(self, number, half):
        """Whether a number is one of these, up to half its last digit."""
        number = abs(number)
        # Halves are rounded either way in the last bit.
        slack = half * (1 + 1e-9) + 1e-12 * (1 + number)
        place = bisect.bisect_left(self.values, number - slack)
        return place < len(self.values) and self.values[place] <= number + slack


def check(name):
    results = json.load(open(f"{name}.json", encoding="utf-8"))
    steps, note = results["steps"], results["note"]
    every, hypotheses = [], []
    numbers(results["hypotheses"], hypotheses)
    numbers(results, every)
    known = [Known(hypotheses)]
    for step in steps:
        own = []
        numbers(step, own)
        known.append(Known(own))

    page = check_page(name, note, results["language"])
    word, tables = check_word(name, note)
    read = lambda ending: open(f"{name}.{ending}", encoding="utf-8").read()
    latex = read("tex")
    if note not in latex.split("\\begin{document}")[0]:
        fault(f"{name}.tex: pages do not say: {note}")
    documents = {
        "html": page.sections, "docx": word, "tex": latex_sections(latex),
        "md": split(read("md"), r"^## (.*)$"),
    }
    counts = {}
    for ending, sections in documents.items():
        titles = [title.strip() for title, _ in sections]
        first = len(sections) - 1 - len(steps)
        if first < 2:
            fault(f"{name}.{ending}: {len(sections)} sections, {len(steps)} steps")
            continue
        if note not in "".join(text for _, text in sections):
            fault(f"{name}.{ending} does not say: {note}")
        for place, (title, text) in enumerate(sections[1:-1], 1):
            own = known[max(0, place - first + 1)]
            for match in NUMBER.finditer(text):
                digits = match[1].replace("\u2212", "-")
                number = float(digits)
                half = 0.5 / 10 ** len(digits.split(".")[1])
                if match[2]:
                    number, half = number / 100, half / 100
                counts[ending] = counts.get(ending, 0) + 1
                if abs(number) not in CONVENTIONS and not own.has(number, half):
                    fault(f"{name}.{ending}, {title}: {match[0]} in "
                          + repr(text[max(0, match.start() - 40):match.end() + 20]))
    if page.tables != tables:
        fault(f"{name}: {page.tables} tables in HTML, {tables} in Word")
    if page.figures != 3:
        fault(f"{name}.html: {page.figures} figures")
    counts["xlsx"] = check_workbook(name, Known(every))
    for ending, count in counts.items():
        if count < 1000:
            fault(f"{name}.{ending}: {count} numbers only")
    print(f"{name}: {len(steps)} steps, {tables} tables; numbers:",
          ", ".join(f"{count} in {ending}" for ending, count in counts.items()))


for name in sys.argv[1:]:
    check(name)
for text in faults[:40]:
    print(text)
print(f"{len(faults)} faults")
sys.exit(bool(faults))
