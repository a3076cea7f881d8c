"""Words that tell where an amount, a time or a name begins and ends: data for ``index.spans.amounts`` and others.

Each value is a list of words, casefolded, of the languages its comment names, or of all.
"""

from __future__ import annotations

# Between the two numbers of a range.
RANGE = "to and or bis und oder đến tới hoặc à et ou a y o e до и или do i lub tot en"
# Between the parts of a date, and between its day and its month.
DATE = """
    of the de del le la des du di do da den der dem am năm ngày tháng г года году um a at o uhr th st nd rd
    to bis đến à до al and und et y e и
"""
# Number words of other languages that are something else in one.
NO_NUMBER = {
    "en": "fire once due elf on sei tri set son net die do",
    "de": "sei fire once due on ten tri",
    "fr": "due once on ten tri fire sei son",
    "es": "on ten tri sale fire",
    "vi": "on ten tri do",
}
# Stand before a number that tells which one, and not how many.
NUMBERED = "thứ số nr no numéro número nummer номер number"
# Of a vote: words for its sides, and the beginnings of words that tell of one.
FOR = "for favour favor dafür für ja thuận pour oui favor sí за yes yea"
AGAINST = "against dagegen gegen nein chống contre non contra no против nay"
VOTES = r"\b(?:vot|stimm|abstimm|abgestimm|phiếu|biểu quyết|голос|проголос)"
DAY_OF = "of de di del"
TIME_MARK_VI = "ngày tháng năm hôm"
# Months that are something else, too: counted only beside a number.
MONTH_IF_NUMBERED = "may mart mars tháng marzo"
# In German: end like an article or adjective and are none, so that a name may follow.
NOT_DETERMINED_DE = """
    unter über hinter neben gegen wegen zwischen sowie ohne oder außer aber eben gehen gestern heute wurde wurden hatte
    hatten haben werden sagte sagten erklärte meinte waren konnte konnten wollte wollten sollte sollten musste mussten
"""
# In German: follow «in» or «nach» without an article, and are no place.
NO_PLACE_DE = """
    kraft betrieb zukunft frage folge höhe angaben angabe hause sicht anfang anspruch form gefahr ruhe kontakt bezug
    richtung haft not bedarf gründen teilen brand flammen trümmern kürze anbetracht augenschein kauf serie sachen sorge
    scharen tränen untersuchungshaft vergessenheit wahrheit wirklichkeit zusammenarbeit ansicht art auffassung beginn
    ende jahren meinung wahl wunsch prinzip erinnerung panik lage gang bewegung planung arbeit mitte
"""
# As common as words of grammar, and yet the beginning of names.
OPENS_NAME = "new san saint los las el la le"
PARTICLES_DE = "de da von van al la"
# In Vietnamese: names of one syllable; any other such syllable with a capital begins a longer proper noun.
NAMES_VI = "pháp anh mỹ đức nga ý áo bỉ nhật hàn úc ấn thái lào huế vinh séc hy"
# In Vietnamese: open a sentence and belong to no name.
OPENINGS_VI = "trong theo sau khi trước với cả các những một từ tại ở vào nếu để và nhưng còn do vì"
# Stand before a place, and hardly ever before a person.
SOMEWHERE = "in at near from inside outside im ins nach aus en dans ở tại từ в во из"
# In English: behind a name that tells which one.
BODIES = """
    council police court government parliament ministry company union team club university bank works factory museum
    hospital school airport station line residents officials crews workers party island river
    bridge festival show fire
"""
# In Chinese: the signs that foreign names are written with.
SOUNDS_ZH = (
    "阿埃艾安昂奥巴白班邦包保鲍贝本比彼毕别宾波伯勃博布查昌达大戴黛丹道德登邓迪蒂丁东杜多厄恩尔法凡范方菲费芬弗佛夫福富盖甘冈高哥戈格葛贡古瓜哈海"
    "汉汗豪赫黑亨洪胡华怀惠霍基吉季加贾简杰捷金京久卡凯坎考柯科克肯孔库奎昆拉腊莱赖兰朗劳勒雷蕾里莉利丽列林琳卢鲁路伦罗萝洛吕马玛麦迈曼芒毛梅"
    "门蒙米密明缪摩莫墨默姆木穆娜纳奈南内尼妮宁纽农努诺女欧帕派潘庞佩彭蓬皮平珀普其奇契恰钱乔切琴琼丘曲让热仁茹儒瑞若撒萨塞赛桑瑟森沙莎山珊"
    "尚绍舍申圣施史舒朔丝斯松苏素索塔泰坦汤唐陶特腾廷图托瓦万旺威韦维卫魏温文翁沃吾武西希锡夏香肖谢辛欣兴休许雪逊雅亚延扬耶叶伊因英尤于约泽扎"
    "詹治朱卓兹祖佐"
)
