"""Oracle for vectors/clocks-more.json: counts every minute one by one, and shares no code or method with the engine.

Run from anywhere: python3 vectors/oracle/clocks.py writes ../clocks-more.json (needs zoneinfo with tz data).
"""
import calendar as pycal
import datetime as dt
import json
import pathlib
import zoneinfo

HERE = pathlib.Path(__file__).resolve().parent
DATA = json.loads((HERE.parent.parent / "data/calendars/cn.json").read_text(encoding="utf-8"))
OFF = {d for y in DATA["years"].values() for d in y["off"]}
WORK = {d for y in DATA["years"].values() for d in y["work"]}
MINUTE = dt.timedelta(minutes=1)
UTC = dt.timezone.utc


def works(day):
    key = day.isoformat()
    if key in OFF:
        return False
    return key in WORK or day.weekday() < 5


def spans(hours):
    out = []
    for part in hours.split(","):
        a, b = part.strip().split("-")
        out.append(tuple(int(x[:2]) * 60 + int(x[3:]) for x in (a, b)))
    return out


def month_later(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return dt.date(year, month, min(day.day, pycal.monthrange(year, month)[1]))


def nth_working_day(day, count):
    while count:
        day += dt.timedelta(days=1)
        if works(day):
            count -= 1
    return day


def legal(case):
    count, unit = int(case["add"].split()[0]), case["add"].split()[-1].rstrip("s")
    first = dt.date.fromisoformat(case["from"])
    if unit == "day":
        day = first + dt.timedelta(days=count)
    elif unit == "week":
        day = first + dt.timedelta(days=7 * count)
    else:
        day = month_later(first, count * (12 if unit == "year" else 1))
    while not works(day):
        day += dt.timedelta(days=1)
    return day.isoformat()


def service(case):
    zone = zoneinfo.ZoneInfo(case.get("zone", "Asia/Shanghai"))
    hours = spans(case.get("hours", "09:00-18:00"))
    start = dt.datetime.fromisoformat(case["from"]).astimezone(UTC)
    pauses = [tuple(dt.datetime.fromisoformat(t).astimezone(UTC) for t in (p["from"], p["to"])) for p in case.get("pauses", [])]
    words = case["add"].split()
    count, unit, business = int(words[0]), words[-1].rstrip("s"), "business" in words

    def paused(t):
        return any(a <= t < b for a, b in pauses)

    def open_at(t):
        local = t.astimezone(zone)
        minute = local.hour * 60 + local.minute
        return works(local.date()) and any(a <= minute < b for a, b in hours)

    def counts(t):
        return not business or open_at(t)

    def walk(minutes):
        t = start
        while minutes:
            if counts(t) and not paused(t):
                minutes -= 1
            t += MINUTE
        return t

    if unit in ("minute", "hour"):
        due = walk(count * (60 if unit == "hour" else 1))
    else:
        local = start.astimezone(zone)
        if business:
            day = nth_working_day(local.date(), count)
            close = hours[-1][1]
            end = dt.datetime.combine(day, dt.time(0), zone) + dt.timedelta(minutes=close)
        else:
            day = {
                "day": lambda: local.date() + dt.timedelta(days=count),
                "week": lambda: local.date() + dt.timedelta(days=7 * count),
                "month": lambda: month_later(local.date(), count),
                "year": lambda: month_later(local.date(), 12 * count),
            }[unit]()
            end = dt.datetime.combine(day, local.time().replace(fold=0), zone)
        raw = end.astimezone(UTC)
        allotted, t = 0, start
        while t < raw:
            allotted += 1 if counts(t) else 0
            t += MINUTE
        due = walk(allotted)
    return due.astimezone(zone).isoformat()


LUNCH = "09:00-12:00, 13:30-18:00"


def at(text, offset="+08:00"):
    return f"{text}:00{offset}"


def pause(a, b, offset="+08:00"):
    return {"from": at(a, offset), "to": at(b, offset)}


CASES = [
    # Lunch break
    {"name": "lunch: across the break", "from": at("2026-03-11T11:00"), "add": "2 business hours", "hours": LUNCH},
    {"name": "lunch: used up exactly at noon", "from": at("2026-03-11T10:00"), "add": "2 business hours", "hours": LUNCH},
    {"name": "lunch: start in the break", "from": at("2026-03-11T12:40"), "add": "30 business minutes", "hours": LUNCH},
    {"name": "lunch: a whole day of 7.5 hours", "from": at("2026-03-11T09:00"), "add": "450 business minutes", "hours": LUNCH},
    {"name": "lunch: over the weekend", "from": at("2026-03-13T17:15"), "add": "90 business minutes", "hours": LUNCH},
    {"name": "lunch: over National Day", "from": at("2026-09-30T17:00"), "add": "5 business hours", "hours": LUNCH},
    {"name": "lunch: start on a make-up Saturday", "from": at("2026-05-09T11:45"), "add": "4 business hours", "hours": LUNCH},
    {"name": "lunch: 3 business days", "from": at("2026-04-29T15:00"), "add": "3 business days", "hours": LUNCH},
    # Other hours
    {"name": "round the clock on working days: past midnight", "from": at("2026-03-11T23:30"), "add": "60 business minutes", "hours": "00:00-24:00"},
    {"name": "round the clock on working days: Friday night", "from": at("2026-03-13T23:30"), "add": "60 business minutes", "hours": "00:00-24:00"},
    {"name": "evening shift up to 24:00", "from": at("2026-03-11T23:00"), "add": "2 business hours", "hours": "14:00-24:00"},
    {"name": "evening shift: business days end at 24:00", "from": at("2026-03-11T15:00"), "add": "2 business days", "hours": "14:00-24:00"},
    {"name": "three spans a day", "from": at("2026-03-11T09:30"), "add": "5 business hours", "hours": "08:00-10:00, 11:00-13:00, 15:00-19:00"},
    # Business days
    {"name": "5 business days from a Wednesday", "from": at("2026-03-11T10:00"), "add": "5 business days"},
    {"name": "5 business days from a Saturday", "from": at("2026-03-14T10:00"), "add": "5 business days"},
    {"name": "5 business days across Spring Festival", "from": at("2026-02-11T16:00"), "add": "5 business days"},
    {"name": "1 business day from after close", "from": at("2026-03-11T20:00"), "add": "1 business day"},
    {"name": "10 business days across Qingming", "from": at("2026-03-27T10:00"), "add": "10 business days"},
    {"name": "10 business days across May Day with its make-up Saturday", "from": at("2026-04-28T09:00"), "add": "10 business days"},
    # Pauses
    {"name": "pause: held Monday 10-12 after a Saturday start", "from": at("2026-03-14T10:00"), "add": "4 business hours", "pauses": [pause("2026-03-16T10:00", "2026-03-16T12:00")]},
    {"name": "pause: overnight costs opening time only", "from": at("2026-03-11T15:00"), "add": "4 business hours", "pauses": [pause("2026-03-11T17:00", "2026-03-12T10:00")]},
    {"name": "pause: over a weekend", "from": at("2026-03-13T16:00"), "add": "8 business hours", "pauses": [pause("2026-03-13T17:00", "2026-03-16T09:30")]},
    {"name": "pause: after the due time changes nothing", "from": at("2026-03-11T09:00"), "add": "2 business hours", "pauses": [pause("2026-03-11T11:30", "2026-03-11T15:00")]},
    {"name": "pause: begun exactly at the due time changes nothing", "from": at("2026-03-11T09:00"), "add": "2 business hours", "pauses": [pause("2026-03-11T11:00", "2026-03-11T15:00")]},
    {"name": "pause: a first one brings a second into the time", "from": at("2026-03-11T09:00"), "add": "2 business hours", "pauses": [pause("2026-03-11T10:00", "2026-03-11T11:00"), pause("2026-03-11T11:30", "2026-03-11T12:00")]},
    {"name": "pause: two that overlap count once", "from": at("2026-03-11T09:00"), "add": "3 business hours", "pauses": [pause("2026-03-11T10:00", "2026-03-11T12:00"), pause("2026-03-11T11:00", "2026-03-11T13:00")]},
    {"name": "pause: outside hours only", "from": at("2026-03-11T16:00"), "add": "4 business hours", "pauses": [pause("2026-03-11T19:00", "2026-03-12T08:00")]},
    {"name": "pause: with a lunch break", "from": at("2026-03-11T11:00"), "add": "3 business hours", "hours": LUNCH, "pauses": [pause("2026-03-11T11:30", "2026-03-11T14:00")]},
    {"name": "pause: begun before the start", "from": at("2026-03-11T10:00"), "add": "1 business hour", "pauses": [pause("2026-03-11T08:00", "2026-03-11T11:00")]},
    {"name": "pause: in 5 business days", "from": at("2026-03-09T10:00"), "add": "5 business days", "pauses": [pause("2026-03-11T10:00", "2026-03-12T10:00")]},
    {"name": "pause: two hours in 5 business days", "from": at("2026-03-09T10:00"), "add": "5 business days", "pauses": [pause("2026-03-11T10:00", "2026-03-11T12:00")]},
    {"name": "pause: in plain hours counts every hour", "from": at("2026-03-13T16:00"), "add": "48 hours", "pauses": [pause("2026-03-13T20:00", "2026-03-14T08:30")]},
    {"name": "pause: in plain days", "from": at("2026-03-11T10:00"), "add": "15 days", "pauses": [pause("2026-03-20T09:00", "2026-03-23T17:00")]},
    {"name": "pause: in a plain month", "from": at("2026-01-31T10:00"), "add": "1 month", "pauses": [pause("2026-02-10T00:00", "2026-02-12T06:00")]},
    # Plain units
    {"name": "plain days: same time of day", "from": at("2026-04-21T16:45"), "add": "10 days"},
    {"name": "plain weeks", "from": at("2026-09-25T09:00"), "add": "2 weeks"},
    {"name": "plain months clamp to the month's end", "from": at("2026-01-31T09:00"), "add": "1 month"},
    {"name": "plain months from the 31st come back to the 31st", "from": at("2026-01-31T09:00"), "add": "2 months"},
    {"name": "plain years from a leap day", "from": at("2028-02-29T09:00"), "add": "1 year"},
    {"name": "plain years from a leap day to a leap day", "from": at("2028-02-29T09:00"), "add": "4 years"},
    {"name": "plain minutes over midnight", "from": at("2026-03-11T23:30"), "add": "60 minutes"},
    # Europe/London: clocks go forward on 2026-03-29 and back on 2026-10-25
    {"name": "London: a day over the change to summer time", "from": at("2026-03-28T10:00", "+00:00"), "add": "1 day", "zone": "Europe/London"},
    {"name": "London: 24 hours over the change to summer time", "from": at("2026-03-28T10:00", "+00:00"), "add": "24 hours", "zone": "Europe/London"},
    {"name": "London: a month over the change to winter time", "from": at("2026-10-05T10:00", "+01:00"), "add": "1 month", "zone": "Europe/London"},
    {"name": "London: business hours after the change", "from": at("2026-03-27T17:00", "+00:00"), "add": "3 business hours", "zone": "Europe/London"},
    # Recurrence: so long after a period's end, whose last day is the first that is not counted
    {"name": "recurrence: 5 business days after June 2026", "from": at("2026-06-30T23:59"), "add": "5 business days", "after_end": "2026-06-30"},
    {"name": "recurrence: 5 business days after September 2026", "from": at("2026-09-30T23:59"), "add": "5 business days", "after_end": "2026-09-30"},
    {"name": "recurrence: 10 business days after 2025", "from": at("2025-12-31T23:59"), "add": "10 business days", "after_end": "2025-12-31"},
    {"name": "recurrence: 1 business day after January 2026, a Saturday", "from": at("2026-01-31T23:59"), "add": "1 business day", "after_end": "2026-01-31"},
    # Legal periods
    {"name": "legal: 1 month ends on the corresponding day, a Saturday, and moves to Monday", "from": "2026-03-11", "add": "1 month", "legal": True},
    {"name": "legal: 1 month from the 31st ends on the last day, a make-up Saturday", "from": "2026-01-31", "add": "1 month", "legal": True},
    {"name": "legal: 3 months onto May Day", "from": "2026-02-01", "add": "3 months", "legal": True},
    {"name": "legal: 1 year from a leap day", "from": "2024-02-29", "add": "1 year", "legal": True},
    {"name": "legal: 2 years onto a Sunday moves to Monday", "from": "2024-03-15", "add": "2 years", "legal": True},
    {"name": "legal: 15 days onto Mid-Autumn", "from": "2026-09-10", "add": "15 days", "legal": True},
    {"name": "legal: 2 weeks onto National Day", "from": "2026-09-18", "add": "2 weeks", "legal": True},
    {"name": "legal: a make-up Saturday ends a period", "from": "2026-04-09", "add": "30 days", "legal": True},
    {"name": "legal: 6 months onto Spring Festival", "from": "2025-08-17", "add": "6 months", "legal": True},
]

if __name__ == "__main__":
    for case in CASES:
        case["due"] = legal(case) if case.get("legal") else service(case)
    order = ("name", "from", "add", "legal", "hours", "zone", "pauses", "after_end", "due")
    rows = [json.dumps({k: c[k] for k in order if k in c}, ensure_ascii=False) for c in CASES]
    (HERE.parent / "clocks-more.json").write_text("[\n " + ",\n ".join(rows) + "\n]\n", encoding="utf-8")
    print(len(rows), "cases")
