"""Writes examples/from-nothing: the lists of a company that has kept spreadsheets so far, in GB18030, as such lists look.

Two branches, fifty agents without an address, six people of law among the staff, five hundred customers. Everybody is invented.
Usage: python3 app/test/from-nothing/make_sheets.py
"""
import csv
import io
import pathlib
import random

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "examples" / "from-nothing"
RANDOM = random.Random(20261127)
BRANCHES = [("苏州分公司", "SZ"), ("无锡分公司", "WX")]
SURNAMES = "赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤 许 何 吕 施 张 欧阳 诸葛 上官 司马 任 龙".split()
GIVEN = "晓 明 建国 桂英 文博 思源 子涵 雨桐 志强 秀兰 海燕 浩然 佳怡 国庆 若曦 一诺 振华 丽娟 嘉懿 立新 㛃 䶮 𠮷安 珺 燚".split()
STAFF = ["法务"] * 6 + ["运营", "运营", "财务", "财务审批", "客服", "客服", "培训", "质检", "个人信息保护"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def name():
    return RANDOM.choice(SURNAMES) + RANDOM.choice(GIVEN)


def day(year, month, date):
    """One day in the ways in which people write it."""
    written = [f"{year}-{month:02}-{date:02}", f"{year}/{month}/{date}", f"{year}年{month}月{date}日", f"{year}.{month}.{date}"]
    text = RANDOM.choice(written)
    return text.translate(FULL_WIDTH) if RANDOM.random() < 0.1 else text


def identity(area, born):
    digits = f"{area}{born}{RANDOM.randrange(1, 999):03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, weights)) % 11]


def write(file, header, rows):
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(header)
    table.writerows(rows)
    (FOLDER / file).write_bytes(text.getvalue().encode("gb18030"))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    agents = []
    people = []
    for at, role in enumerate(STAFF):
        people.append([f"G{at + 2:02}", name(), role, "", day(2025, RANDOM.randrange(1, 13), RANDOM.randrange(1, 28))])
    for branch, code in BRANCHES:
        for at in range(25):
            agent = [f"{code}{at + 101}", name(), "代理人", branch, day(2025, RANDOM.randrange(1, 13), RANDOM.randrange(1, 28))]
            agents.append(agent)
            people.append(agent)
    write("people.csv", ["工号", "姓名", "职务", "机构", "入职日期"], people)
    contracts = [[agent[3], agent[0], agent[1], f"FN-2026-{at + 1:03}"] for at, agent in enumerate(agents)]
    write("contracts.csv", ["机构", "工号", "姓名", "合同编号"], contracts)
    customers, served, sales = [], [], []
    for at in range(500):
        agent = agents[at % 50]
        code = f"K{at + 1:04}"
        phone = f"170{RANDOM.randrange(10**8):08}"
        since = day(2026, RANDOM.randrange(1, 7), RANDOM.randrange(1, 28))
        if at % 25 == 24:
            customers.append([code, f"{RANDOM.choice(SURNAMES)}记{RANDOM.choice(['商行', '五金', '茶庄'])}{at}号店", "单位", phone, "", agent[3], since])
        else:
            born = f"{RANDOM.randrange(1955, 2005)}{RANDOM.randrange(1, 13):02}{RANDOM.randrange(1, 28):02}"
            number = identity("320501" if agent[3].startswith("苏州") else "320201", born) if at % 3 else ""
            customers.append([code, name(), "个人", phone, number, agent[3], since])
        served.append([code, agent[0], day(2026, 7, 1)])
        for order in range(RANDOM.randrange(0, 3)):
            amount = RANDOM.randrange(80_000, 1_500_000)
            whole, cents = divmod(amount, 100)
            sales.append([agent[0], f"D{at + 1:04}-{order + 1}", code, "新单", day(2026, RANDOM.randrange(8, 11), RANDOM.randrange(1, 28)), f"¥{whole:,}.{cents:02}"])
    write("customers.csv", ["客户编号", "姓名", "客户类型", "手机", "证件号码", "机构", "建档日期"], customers)
    write("served.csv", ["客户编号", "代理人工号", "服务开始日期"], served)
    write("sales.csv", ["工号", "订单号", "客户编号", "类型", "日期", "金额"], sales)


main()
