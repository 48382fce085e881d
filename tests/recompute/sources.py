"""Which column of which delivered file is which fact: sources.md, written down a second time.

FACTS: sources in the order in which the facts take them. RECORDS: files whose rows are records.
"""
from dataclasses import dataclass, field
from fractions import Fraction

from files import REFERENCE_DAY
from values import Range

FIRST_ROW = "first row"  # 截至日在首行: row 1 is the day, row 2 the header


@dataclass(frozen=True)
class Source:
    """`columns`: column -> fact or field, or (fact, scale to its unit). `day`: REFERENCE_DAY, FIRST_ROW or None."""
    pattern: str
    code: str
    columns: dict
    kind: str = "企业"
    encoding: str = "utf-8-sig"
    day: object = None
    register: bool = False
    # 值 rows: (column, text) -> (fact, Range) for a bound, (fact, None) for 无, None for "not taken".
    words: dict = field(default_factory=dict)
    none_if_absent: tuple = ()  # 空格 无: the facts that are 无 without a row or with an empty cell
    merged_by: tuple = ()  # 合并: the columns that make one record of several rows
    paper: str = ""  # 单据: the column with the number of the paper

    @property
    def header_row(self):
        return 2 if self.day == FIRST_ROW else 1


def yuan_or_more(amount):
    return Range(Fraction(amount), None)


def below_yuan(amount):
    return Range(Fraction(0), Fraction(amount), False, True)


DECLARED = {"本年1-3月产值": "产值", "上年同期": "上年产值", "本年1-3月主营业务收入": "主营业务收入",
            "模具产品产值": "模具产值"}
DECLARED_2025 = {"本年1-3月产值": "上年报产值", "上年同期": "前年产值", "本年1-3月主营业务收入": "上年主营业务收入",
                 "模具产品产值": "上年模具产值"}
# 提供 界: the facts whose cells may be bounds.
BOUNDS = {"产值", "上年报产值", "模具产值", "上年模具产值", "上年年收入", "产值增速", "投资增速"}

FACTS = [
    Source("规上名录_*.csv", "统一社会信用代码", {"在库": "规模以上", "行业小类": "行业代码"}, day=REFERENCE_DAY,
           register=True),
    Source("市场监管登记_*.csv", "统一社会信用代码", {"工业企业": "工业企业", "行业小类": "行业代码"}, day=FIRST_ROW,
           register=True),
    Source("首次入统_*.csv", "统一社会信用代码", {"首次入统日期": "首次入统日"}, encoding="gb18030", day=FIRST_ROW,
           register=True, none_if_absent=("首次入统日",)),
    Source("申报_2026Q1.csv", "社会信用代码", DECLARED),
    Source("申报_2025Q1.csv", "社会信用代码", DECLARED_2025),
    Source("年度申报_2025.csv", "社会信用代码", {"全年营业收入": "上年年收入"}),
    Source("统计确认_*.csv", "统一社会信用代码", {}, encoding="gb18030", words={
        ("产值500万元及以上", "是"): ("产值", yuan_or_more(5_000_000)),
        ("产值500万元及以上", "否"): ("产值", below_yuan(5_000_000)),
        ("产值1000万元及以上", "是"): ("产值", yuan_or_more(10_000_000)),
        ("产值1000万元及以上", "否"): ("产值", below_yuan(10_000_000)),
        ("一季度有无同比", "无"): ("前年产值", None),
        ("一季度有无同比", "有"): None}),
    Source("税务确认_*.csv", "统一社会信用代码", {}, encoding="gb18030", words={
        ("营业收入2000万元及以上", "是"): ("上年年收入", yuan_or_more(20_000_000)),
        ("营业收入2000万元及以上", "否"): ("上年年收入", below_yuan(20_000_000))}),
    Source("等级_林产纸业.csv", "统一社会信用代码", {"类别": "林纸类别"}),
    Source("等级_化工园区.csv", "园区编号", {"智慧化评价": "智慧化等级", "竞争力评价": "竞争力等级"}, "园区", words={
        ("智慧化评价", "未评价"): ("智慧化等级", None),
        ("竞争力评价", "未评价"): ("竞争力等级", None)}),
    Source("园区_*.csv", "园区编号", {}, "园区", register=True),
    Source("项目_*.csv", "项目代码", {}, "项目", register=True),
    Source("项目申报_*.csv", "项目代码", {"总投资": "总投资", "一季度完成投资": "季度完成投资"}, "项目"),
    Source("项目审计_*.csv", "项目代码", {"固定资产投资": "固定资产投资"}, "项目"),
    Source("项目验收_*.csv", "项目代码", {"验收日期": "验收日"}, "项目", words={
        ("验收状态", "未验收"): ("验收日", None),
        ("验收状态", "已验收"): None}),
    Source("项目核对_*.csv", "项目代码", {"符合产业政策": "符合产业政策"}, "项目"),
    Source("项目许可_*.csv", "项目代码", {"投资许可齐备": "投资许可齐备"}, "项目"),
    Source("项目入统_*.csv", "项目代码", {"已入库入统": "已入库入统"}, "项目", "gb18030"),
    Source("县区_2026Q1.csv", "区划代码", {"产值增速": "产值增速", "投资增速": "投资增速"}, "县区"),
    Source("县区目标_*.csv", "区划代码", {}, "县区"),
]

RECORDS = {
    "产品产量": Source("产品产量_*.csv", "社会信用代码", {
        "产品名称": "产品", "产品类别": "类", "计量单位": "单位", "主导产品": "主导产品", "本期产量": "产量",
        "上年同期产量": "上年产量", "本期产值": "产品价值", "上年同期产值": "上年产品价值"}, day=FIRST_ROW, words={
            ("上年同期产量", "新产品"): ("上年产量", None),
            ("上年同期产值", "新产品"): ("上年产品价值", None)}),
    "钢材购销": Source("钢材购销_*.csv", "社会信用代码", {
        "合同号": "合同号", "对方名称": "对方", "方向": "方向", "对方在本市": "对方在本市", "数量": "数量"}, day=FIRST_ROW),
    "页岩气供货": Source("页岩气供货_*.csv", "社会信用代码", {
        "合同号": "合同号", "项目名称": "项目", "方向": "方向", "产品产值": "产品产值"}, day=FIRST_ROW),
    "配套销售": Source("配套销售_*.csv", "销方代码", {
        "购方名称": "主机厂", "购方代码": "购方代码", "本年1-3月销售额": "销售额", "上年1-3月销售额": "上年销售额"},
        encoding="gb18030", day=FIRST_ROW),
    "销售公司": Source("销售公司_*.csv", "工业企业代码", {
        "公司名称": "公司", "公司代码": "公司代码", "登记日期": "登记日", "商务部门确认贡献": "商务部门确认贡献",
        "本年1-3月销售额": "销售额", "上年1-3月销售额": "上年销售额"}, day=FIRST_ROW, words={
            ("上年1-3月销售额", "新成立"): ("上年销售额", None)}),
    "工业贷": Source("工业贷_*.csv", "借款人代码", {
        "银行": "银行", "合同号": "合同号", "余额": ("本金", 10_000), "计息天数": "本期天数", "已付利息": "已付利息",
        "重大项目": "重大项目"}, day=FIRST_ROW),
    "参展": Source("参展发票_*.csv", "社会信用代码", {"展会名称": "展会", "开始日期": "起", "展位费": "展位费"},
                 day=FIRST_ROW, merged_by=("展会名称", "开始日期"), paper="发票号码"),
    "活动": Source("活动票据_*.csv", "社会信用代码", {
        "活动名称": "活动名", "发布会或订货会": "是发布订货", "开始日期": "起", "场地租赁费": "场地租赁费",
        "会场搭建费": "会场搭建费"}, day=FIRST_ROW, merged_by=("活动名称", "开始日期"), paper="票据号码"),
    "奖励台账": Source("奖励台账_*.csv", "社会信用代码", {
        "政策": "包", "奖项": "奖项", "类": "类", "年度": "年度", "期间": "期间", "金额": "金额", "文号": "文号",
        "拨付日期": "拨付日"}, day=FIRST_ROW),
    "清单台账": Source("清单台账_*.csv", "社会信用代码", {"清单": "清单", "期间": "期间", "在列": "在列"}, day=FIRST_ROW),
}
# Their rows make subjects as well; the script needs nothing else of them.
SUBJECTS_ONLY = [Source("自治区台账_*.csv", "社会信用代码", {})]

# A list that speaks of records: list -> (record, field set, field that is the key).
LISTS_OF_RECORDS = {
    "主机厂和龙头企业": ("配套销售", "购方是主机厂或龙头", "购方代码"),
    "大型展会": ("参展", "是大型", "展会"),
}
