"""Writes the kept sheets of a company that moves from a spreadsheet to Fealty in mid-quarter (2026-05-01): 2 branches, 50 agents.

examples/go-live/opening.csv        what the company hands over: balances, statements and open orders
examples/go-live/sales-2026-05.csv  sales, refunds and cancellations of May
examples/go-live/old-pay.csv        May as the old spreadsheet paid it
examples/go-live/differences.csv    for each agent and cause what the old sheet did otherwise than the contract says

All in GB18030, as the spreadsheet exports. The contract (contract.yaml beside the sheets) is computed here a second time with exact
fractions; nothing is taken from the engine. The old sheet is computed with its habits, and these are undone one after the other:
each step's change is one difference, so old + differences = contract, by construction of this file and by test of the engine.
"""
import csv
import math
import random
from datetime import date, datetime, timedelta
from fractions import Fraction as F
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
rng = random.Random(20260501)
QUOTA, LOW, HIGH, HOLD, EARN = 30_000_000, F(4, 100), F(6, 100), F(10, 100), 12
WORDS = {
    "row_left_out": "漏列一行",
    "late_refund": "退款次月才记",
    "rate_typed_over": "留存比例被手工改写",
    "thirty_day_months": "每月按三十天算",
    "binary_fraction": "二进制小数误差",
    "crossing_sale": "跨档的一单整单按高档",
    "each_sale_rounded": "逐单四舍五入",
}
CAUSES = ["row_left_out", "late_refund", "rate_typed_over", "thirty_day_months", "binary_fraction", "crossing_sale", "each_sale_rounded"]


def half_up(value: F) -> int:
    return int(math.copysign(int(abs(value) + F(1, 2)), value)) if value else 0


def yuan(minor: int) -> str:
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def shown(minor: int) -> str:
    """As a spreadsheet formats money: thousands, sometimes a sign of the currency."""
    text = f"{abs(minor) / 100:,.2f}" if abs(minor) < 2**50 else yuan(minor)
    return ("-" if minor < 0 else "") + rng.choice(["", "", "¥"]) + text


def day_text(day: date) -> str:
    return rng.choice([day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日"])


def slices(total: int) -> tuple[F, F]:
    return F(min(total, QUOTA)), F(max(total - QUOTA, 0))


def marginal(total: int) -> int:
    low, high = slices(total)
    return half_up(low * LOW) + half_up(high * HIGH)


def months_between(sold: date, ended: date, thirty: bool) -> int:
    if thirty:
        return (ended - sold).days // 30
    months = (ended.year - sold.year) * 12 + ended.month - sold.month
    return months - (1 if ended.day < sold.day else 0)


def pay(agent: dict, habits: set[str]) -> dict[str, int]:
    rows = [row for row in agent["may"] if row["what"] != "退保"]
    if "row_left_out" in habits and agent["left_out"]:
        rows = rows[:-1]
    if "late_refund" in habits:
        rows = [row for row in rows if not (row["what"] == "退款" and row["on"].day > 25)]
    acc = agent["accumulated"]
    base = 0
    if "each_sale_rounded" in habits:
        before = acc
        for row in rows:
            after = before + row["amount"]
            if "crossing_sale" in habits:
                rate = HIGH if after > QUOTA else LOW
                if "binary_fraction" in habits:
                    product = abs(row["amount"]) / 100 * float(rate)
                    part = int(math.copysign(math.floor(product * 100 + 0.5), row["amount"]))
                else:
                    part = half_up(row["amount"] * rate)
            else:
                (low0, high0), (low1, high1) = slices(before), slices(after)
                exact = (low1 - low0) * LOW + (high1 - high0) * HIGH
                part = half_up(exact)
            base += part
            before = after
    else:
        base = marginal(acc + sum(row["amount"] for row in rows)) - marginal(acc)
    rate = F(8, 100) if "rate_typed_over" in habits and agent["typed"] else HOLD
    held = half_up(max(base, 0) * rate)
    claw = 0
    for row in agent["may"]:
        if row["what"] == "退保":
            order = agent["orders"][row["order"]]
            kept = min(months_between(order["sold"], row["on"], "thirty_day_months" in habits), EARN)
            claw += half_up(order["earned"] * F(EARN - kept, EARN))
    return {"base": base, "held": held, "claw": claw, "payable": base - held - claw}


FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ["晓", "建国", "丽华", "伟", "芳", "静怡", "强", "敏", "志远", "雪梅", "㛃", "宇航", "春燕", "文博", "海涛"]
SECOND = ["一", "二", "三"]


def make_agent(index: int) -> dict:
    branch, code = ("南京分公司", f"NJ{101 + index}") if index < 25 else ("苏州分公司", f"SZ{201 + index - 25}")
    name = FAMILY[index % len(FAMILY)] + GIVEN[index % len(GIVEN)]
    # What April sold: the quarter began with it.
    accumulated = rng.choice([0, rng.randint(3_000_000, 15_000_000), rng.randint(20_000_000, 29_500_000), rng.randint(31_000_000, 60_000_000)])
    april = marginal(accumulated)
    april_held = half_up(april * HOLD)
    held_before = rng.randint(0, 900_000)
    rng.randint(200_000, 2_500_000)  # a draw that nothing needs: without it all that follow would be others
    agent = {
        "branch": branch,
        "code": code,
        "name": name,
        "number": f"HX-GL-{index + 1:03d}",
        "accumulated": accumulated,
        "holdback": held_before + april_held,
        "april": april - april_held,
        "orders": {},
        "left_out": index in (16, 41),
        "typed": index == 30,
        "may": [],
    }
    for n in range(rng.randint(1, 3)):
        sold = date(2025, 6, 1) + timedelta(days=rng.randint(0, 320))
        amount = rng.randint(300_000, 6_000_000)
        agent["orders"][f"{code}-OLD{n + 1}"] = {"sold": sold, "amount": amount, "earned": half_up(amount * LOW)}
    for n in range(rng.randint(4, 12)):
        on = date(2026, 5, 1) + timedelta(days=rng.randint(0, 30))
        amount = rng.choice([rng.randint(50_000, 3_800_000), rng.randint(2_000, 70_000) * 50 + 25])
        agent["may"].append({"what": "新单", "order": f"{code}-{n + 1:02d}", "on": on, "amount": amount})
    agent["may"].sort(key=lambda row: (row["on"], row["order"]))
    if agent["left_out"]:
        agent["may"][-1]["on"] = date(2026, 5, 31)
    if index % 4 == 0:
        sale = agent["may"][0]
        on = min(sale["on"] + timedelta(days=rng.randint(1, 12)), date(2026, 5, 30))
        if index in (8, 20):
            on = date(2026, 5, 28)
        if on > sale["on"]:
            back = rng.randint(1, sale["amount"] - 1)
            agent["may"].append({"what": "退款", "order": sale["order"], "on": on, "amount": -back})
    if index % 7 == 3:
        order = next(iter(agent["orders"]))
        sold = agent["orders"][order]["sold"]
        days = [date(2026, 5, day) for day in range(2, 30)]
        # Twice on a day that months of thirty days would count as one month more.
        apart = [day for day in days if months_between(sold, day, True) != months_between(sold, day, False)]
        on = rng.choice(apart) if index in (3, 31) and apart else rng.choice(days)
        agent["may"].append({"what": "退保", "order": order, "on": on, "amount": 0})
    agent["may"].sort(key=lambda row: (row["on"], row["what"] == "退款", row["order"]))
    if agent["left_out"] and agent["may"][-1]["what"] != "新单":
        raise SystemExit("the row left out must be a sale")
    return agent


agents = [make_agent(index) for index in range(50)]


def write(path: Path, head: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([head, *rows])


approvals = {"南京分公司": ["钱会计", "孙总监"], "苏州分公司": ["吴会计", "孙总监"]}
opening: list[list[str]] = []
for agent in agents:
    who = [agent["branch"], agent["code"], agent["name"], "2026-05-01"]
    by = approvals[agent["branch"]]
    if agent["accumulated"]:
        opening.append([*who, "期初累计", "", "", shown(agent["accumulated"]), "", "", *by])
    if agent["holdback"]:
        opening.append([*who, "期初留存", "", "", shown(agent["holdback"]), "", "", *by])
    opening.append([*who, "历史结算", "2026-04", "", shown(agent["april"]), "", shown(agent["april"]), *by])
    for order, sold in agent["orders"].items():
        opening.append([*who, "未结保单", order, day_text(sold["sold"]), shown(sold["amount"]), shown(sold["earned"]), "", *by])
write(
    ROOT / "examples/go-live/opening.csv",
    ["分公司", "工号", "姓名", "上线日", "类别", "期间或订单", "成交日", "金额", "已得佣金", "已付", "复核一", "复核二"],
    opening,
)
sales = [
    [agent["branch"], agent["code"], row["order"], row["what"], day_text(row["on"]), shown(row["amount"]) if row["amount"] else ""]
    for agent in agents
    for row in agent["may"]
]
write(ROOT / "examples/go-live/sales-2026-05.csv", ["分公司", "工号", "订单号", "类型", "日期", "金额"], sales)

old_rows, differences = [], []
for agent in agents:
    old = pay(agent, set(CAUSES))
    old_rows.append([agent["branch"], agent["code"], agent["name"], agent["number"], *(yuan(old[key]) for key in ("base", "held", "claw", "payable"))])
    habits = list(CAUSES)
    before = old["payable"]
    while habits:
        cause = habits.pop(0)
        after = pay(agent, set(habits))["payable"]
        if after != before:
            differences.append([agent["number"], agent["code"], WORDS[cause], yuan(after - before)])
        before = after
write(ROOT / "examples/go-live/old-pay.csv", ["分公司", "工号", "姓名", "合同编号", "佣金", "留存", "扣回", "实付"], old_rows)
write(ROOT / "examples/go-live/differences.csv", ["合同编号", "工号", "原因", "差额"], differences)
counts = {cause: sum(1 for row in differences if row[2] == WORDS[cause]) for cause in CAUSES}
print(len(opening), "opening rows,", len(sales), "rows of May,", counts, "agents alike:", 50 - len({row[0] for row in differences}))
