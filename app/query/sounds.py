"""Pinyin as it is stored and sought: each syllable begins with a capital, and initials are capitals.

A folded text has no capitals, so that letters of pinyin are never taken for those of a word.
"""

from functools import lru_cache

LINE = "\n"
"""Before each line of a text that is sought in."""
READINGS = 6
"""The most ways in which letters are read as syllables: `xian` is one, or two."""
INITIALS = 3
"""From so many letters on initials are found within a name, fewer at its beginning alone."""
LISTED = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha
chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan
cui cun cuo da dai dan dang dao de dei den deng di dian diao die ding diu dong dou du duan dui dun duo e ei en eng
er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun
guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin
jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai
lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma mai man mang
mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao
nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po
pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua
ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua
shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting
tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu
xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha
zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan
zui zun zuo
"""
SYLLABLES = frozenset(LISTED.split())
BEGINNINGS = frozenset(syllable[:n] for syllable in SYLLABLES for n in range(1, len(syllable) + 1))
LONGEST = max(map(len, SYLLABLES))


@lru_cache(maxsize=4096)
def sounds(letters: str) -> tuple[str, ...]:
    """What typed letters may be of a name's pinyin: its syllables, of which the last may be unfinished, or initials.

    None for a single letter, and for what has other signs than a–z.
    """
    if len(letters) < 2 or not (letters.isascii() and letters.isalpha()):
        return ()
    syllables = [reading for reading in _readings(letters, {}) if any(map(str.islower, reading))]
    # Of a single syllable that has only begun nearly every name holds one.
    if letters not in SYLLABLES and len(letters) < INITIALS:
        syllables = []
    initials = letters.upper()
    return (*syllables, initials if len(letters) >= INITIALS else LINE + initials)


def sounding(letters: str) -> bool:
    """Whether letters can be a syllable, or the beginning of one."""
    return letters in BEGINNINGS


def _readings(letters: str, known: dict[str, list[str]]) -> list[str]:
    """Every way to read letters as syllables, long syllables first, each with a capital.

    `known` has what was found for ends of the letters: each is read once, or the ways would double with every syllable.
    """
    if letters in known:
        return known[letters]
    readings = [letters.capitalize()] if letters in BEGINNINGS else []
    for n in range(min(LONGEST, len(letters) - 1), 0, -1):
        if letters[:n] in SYLLABLES and len(readings) < READINGS:
            readings += [letters[:n].capitalize() + rest for rest in _readings(letters[n:], known)]
    known[letters] = readings[:READINGS]
    return known[letters]
