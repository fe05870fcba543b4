"""The peer of bench P6: reads the same table with csv and Decimal under the same rules, and writes the same events.

Usage: import.py TABLE.csv EVENTS.ndjson REFUSED.csv
Prints one line of JSON: rows, events, repeated, refused, peak memory in kB.
"""
import csv
import json
import re
import sys
import unicodedata
from decimal import Decimal, InvalidOperation

DATES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{2}):(\d{2}))?$"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})$"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日$"),
    re.compile(r"(\d{4})(\d{2})(\d{2})$"),
)
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
CENT = Decimal("0.01")


def plain(text):
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def moment(text):
    text = plain(text)
    for pattern in DATES:
        found = pattern.match(text)
        if not found:
            continue
        parts = found.groups()
        month, day = int(parts[1]), int(parts[2])
        if not (1 <= month <= 12 and 1 <= day <= DAYS[month - 1]):
            raise ValueError("not_a_date")
        time = ":".join(part.zfill(2) for part in parts[3:]) if len(parts) > 3 and parts[3] else "00:00:00"
        return f"{parts[0]}-{month:02d}-{day:02d}T{time}+08:00"
    raise ValueError("not_a_date")


def money(text):
    text = plain(text)
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    elif text.endswith("-"):
        negative, text = True, text[:-1]
    text = text.lstrip("¥")
    if not NUMBER.match(text):
        raise ValueError("not_a_number")
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueError("not_a_number") from None
    if value != value.quantize(CENT):
        raise ValueError("too_fine")
    value = value.quantize(CENT)
    return -value if negative else value


def peak():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0


def main(table, events, refused):
    text = json.dumps
    rows = written = repeated = bad = 0
    known = {}
    with (
        open(table, encoding="gb18030", newline="") as source,
        open(events, "w", encoding="utf-8", newline="\n") as out,
        open(refused, "w", encoding="utf-8", newline="") as report,
    ):
        reader = csv.reader(source)
        faults = csv.writer(report)
        names = next(reader)
        serial, date, customer, product, amount, agent = (
            names.index(name) for name in ("流水号", "日期", "客户编号", "险种", "金额", "业务员")
        )
        for number, row in enumerate(reader, 2):
            rows += 1
            column, value = "金额", row[amount]
            try:
                paid = money(value)
                column, value = "日期", row[date]
                at = moment(value)
            except ValueError as problem:
                bad += 1
                faults.writerow((number, column, value, problem))
                continue
            key = plain(row[serial])
            fields = {"kind": "sale" if paid >= 0 else "refund", "at": at, "customer": plain(row[customer]), "order": key}
            if paid >= 0:
                fields["product"] = plain(row[product])
                fields["amount"] = f"{paid:f}"
                fields["member"] = plain(row[agent])
            else:
                fields["amount"] = f"{-paid:f}"
            identity = f"{fields['kind']}/{key}"
            content = hash(tuple(fields.values()))
            before = known.get(identity)
            if before is not None:
                if before == content:
                    repeated += 1
                else:
                    bad += 1
                    faults.writerow((number, "流水号", key, "key_conflict"))
                continue
            known[identity] = content
            out.write(text({"id": identity, **fields}, ensure_ascii=False, separators=(",", ":")) + "\n")
            written += 1
    print(text({"rows": rows, "events": written, "repeated": repeated, "refused": bad, "peak": peak()}))


main(*sys.argv[1:])
