"""What the dictionary of facts declares: kinds, units, places and ranges. Written by hand from facts.md."""
from fractions import Fraction

from parameters import SCALE
from values import NOT_NEGATIVE, Range


class Kind:
    """A number (its unit, decimals in that unit, range in that unit), or another kind without these."""

    def __init__(self, name, unit="", places=0, range_=None, options=None):
        self.name, self.unit, self.places, self.options = name, unit, places, options
        self.range_in_unit = range_

    @property
    def scale(self):
        return Fraction(SCALE[self.unit])

    @property
    def range(self):
        """In yuan, kilowatt-hours or as a fraction."""
        lo, hi = self.range_in_unit.lo, self.range_in_unit.hi
        return Range(None if lo is None else lo * self.scale, None if hi is None else hi * self.scale)


def amount(unit, places, range_=NOT_NEGATIVE):
    return Kind("number", unit, places, range_)


YES_NO, TEXT, DAY, YEAR = Kind("yes or no"), Kind("text"), Kind("day"), Kind("year")


def one_of(*options):
    return Kind("text", options=frozenset(options))


FACTS = {
    **{name: amount("千元", 0) for name in (
        "产值", "上年产值", "上年报产值", "前年产值", "主营业务收入", "上年主营业务收入", "模具产值", "上年模具产值",
        "上年年收入")},
    **{name: amount("万元", 2) for name in ("固定资产投资", "总投资", "季度完成投资")},
    **{name: amount("%", 2, Range(Fraction(-100), None)) for name in ("产值增速", "投资增速")},
    **{name: YES_NO for name in (
        "规模以上", "工业企业", "符合产业政策", "投资许可齐备", "已入库入统", "上期在列")},
    "行业代码": TEXT,
    "验收日": DAY,
    "首次入统日": DAY,
    "智慧化等级": one_of("提升级以下", "提升级", "提升级以上"),
    "竞争力等级": one_of("一级", "二级", "三级"),
    "林纸类别": one_of("板材", "家居", "竹制品", "造纸"),
}

LISTS = (
    "两高项目企业", "连续生产企业", "绿色食品企业", "绿色化工企业", "钢铁规范企业", "关键金属项目", "人工智能终端及机器人项目",
    "低空经济产业项目", "人工智能终端及机器人企业", "整车生产企业", "装备制造企业", "新能源企业", "生物医药企业", "林产纸业企业",
    "模具企业", "化工园区", "县区名单")

YUAN = amount("元", 2)
COUNT = amount("", 3)
RECORDS = {
    "产品产量": {"产品": TEXT, "类": TEXT, "单位": TEXT, "主导产品": YES_NO, "产量": COUNT, "上年产量": COUNT,
             "产品价值": amount("千元", 0), "上年产品价值": amount("千元", 0)},
    "钢材购销": {"对方": TEXT, "方向": one_of("供应", "使用"), "对方在本市": YES_NO, "数量": COUNT, "合同号": TEXT},
    "配套销售": {"主机厂": TEXT, "购方是主机厂或龙头": YES_NO, "销售额": YUAN, "上年销售额": YUAN, "购方代码": TEXT},
    "销售公司": {"公司": TEXT, "商务部门确认贡献": YES_NO, "销售额": YUAN, "上年销售额": YUAN, "公司代码": TEXT,
             "登记日": DAY},
    "工业贷": {"银行": TEXT, "本金": YUAN, "本期天数": amount("", 0, Range(Fraction(0), Fraction(92))), "已付利息": YUAN,
            "重大项目": YES_NO, "合同号": TEXT},
    "页岩气供货": {"项目": TEXT, "方向": one_of("供应设备", "提供服务", "页岩气为原料", "其他"), "产品产值": YUAN,
              "合同号": TEXT},
    "参展": {"展会": TEXT, "是大型": YES_NO, "起": DAY, "展位费": YUAN},
    "活动": {"活动名": TEXT, "是发布订货": YES_NO, "起": DAY, "场地租赁费": YUAN, "会场搭建费": YUAN},
    "奖励台账": {"包": TEXT, "奖项": TEXT, "类": TEXT, "年度": YEAR, "期间": TEXT, "金额": YUAN, "文号": TEXT,
             "拨付日": DAY},
    "清单台账": {"清单": TEXT, "期间": TEXT, "在列": YES_NO},
}
