"""Words and letters by which questions of the spoken languages and their neighbours are told apart."""

from __future__ import annotations

from typing import Final, NamedTuple


class Signs(NamedTuple):
    """What shows a language.

    Attributes:
        asking: words that ask; they count twice.
        common: words that stand in most sentences.
        letters: what stands between the brackets of a pattern; one of them counts as much as a word that asks.
    """

    asking: str
    common: str
    letters: str = ""


SIGNS: Final = {
    "en": Signs(
        "what who whom whose how when where why which did does",
        "the of is are was were has have had will would can could do be been to in on at by for from with about after "
        "and or not it its his her their there this that many much latest news",
    ),
    "de": Signs(
        "wer wem wen wessen wann warum wieso weshalb woher wohin wieviel welche welcher welches welchen welchem was "
        "wie wo worüber wofür womit worum wodurch wozu wovon gibt gab",
        "der die das den dem des ein eine einen einem einer eines ist sind war waren hat haben hatte wird werden wurde "
        "wurden kann können soll im in am an auf aus bei beim mit nach seit von vom vor zu zum zur über für gegen und "
        "oder nicht sich es er sie sein ihr viele viel neue neuen neueste nachrichten "
        "passiert geschah geht kommt steht bleibt",
        "ß",
    ),
    "nl": Signs(
        "wie wat waar wanneer waarom hoe hoeveel welke wiens was",
        "de het een van is zijn waren heeft hebben werd werden wordt worden kan in op aan bij met naar uit over voor "
        "door en of niet er dat die dit zich hij zij nieuwe",
    ),
    "da": Signs("hvem hvad hvor hvornår hvorfor hvordan hvilken hvilke", "det den de der er og at af på til med for"),
    "sv": Signs("vem vad var när varför hur vilken vilka vilket", "det den de är och att av på till med för ett en i"),
    "fr": Signs(
        "qui quoi quand où pourquoi combien comment quel quelle quels quelles lequel laquelle lesquels lesquelles",
        "que le la les l un une des du de d à a au aux en et ou est sont été ont il elle ils elles ce cet cette ces c "
        "qu s se son sa ses leur leurs dans sur sous par pour avec sans chez depuis après avant on pas ne n plus y t "
        "fait dit sait va vont nouveau nouvelle nouvelles dernières hier",
        "œùêûî",
    ),
    "es": Signs(
        "quién quiénes quien quienes qué cuándo cuando cuánto cuánta cuántos cuántas cuanto cuanta cuantos cuantas "
        "dónde donde adónde cómo cuál cuáles cual cuales",
        "que como por el la lo los las un una unos unas de del al a en y o con sin para es son fue fueron era está "
        "están hay hubo ha han se su sus más según sobre entre desde hasta contra tras no nuevo nueva año años dijo "
        "ganó pasó últimas noticias ayer",
        "¿¡",
    ),
    "gl": Signs(
        "quen cando onde canto canta cantos cantas cal cales",
        "que como por o a os as un unha uns de do da dos das ao á en no na nos nas e ou con é son foi foron está hai "
        "houbo se seu súa máis sobre entre desde ata novo nova onte",
        "¿",
    ),
    "pt": Signs(
        "quem quando onde quanto quanta quantos quantas qual quais",
        "que como por o a os as um uma de do da dos das ao à em no na nos nas e ou com é são foi foram está há houve "
        "se seu sua mais sobre entre desde até novo nova não pelo pela para notícias ontem fica disse",
        "ãõ",
    ),
    "ca": Signs(
        "què qui quan quant quanta quants quantes quin quina quins quines",
        "que com per el la els les l un una uns de del dels d al als a en i o amb és són ha han va van hi es se seu "
        "on seva més sobre entre des fins nou nova no ahir",
    ),
    "it": Signs(
        "chi che cosa quando dove perché come quanto quanta quanti quante quale quali qual",
        "il lo la i gli le l un una uno di del della dello dei degli delle da dal dalla a al alla in nel nella e o con "
        "è sono era stato stata ha hanno si suo sua più su per tra fra non nuovo nuova ieri",
    ),
    "ro": Signs(
        "cine ce când cand unde cât cat câți cati câte cate care cum",
        "de la din pe cu în in un o unei al ale lui este e sunt era fost a au s se și si nu mai nou noul noua despre "
        "după",
        "ășț",
    ),
    "vi": Signs(
        "ai gì nào đâu sao mấy", "bao nhiêu khi của là có và ở không được trong người về các", "ơưđ\u1ea0-\u1ef9"
    ),
    "tr": Signs("kim ne nerede nereden neden nasıl hangi kaç", "ve bir bu da de ile için mi mı ad zaman", "ığş"),
    "pl": Signs("kto co gdzie kiedy jak dlaczego ile", "i w z na do o po za się jest nie", "łąęśżźć"),
    "ru": Signs(
        "кто что кого чего кому чему кем чем где куда откуда когда почему зачем сколько скольким какой какая какое "
        "какие какого какую каких каким какими каком который которая чей чья чьё чьи как отчего",
        "и а в во на с со за из по о об от до для у при из-за под не ли же это этот его её их он она они был была "
        "было были есть будет был стал стало случилось произошло новый новая новые последние новости вчера год "
        "года зовут",
        "ыэё",
    ),
    "uk": Signs(
        "хто що кого чого кому чому ким чим де куди звідки коли навіщо скільки який яка яке які якого яку",
        "як і й а та в у на з із за по о про від до для при під не чи же це цей його її їх він вона був була було були "
        "є новий нова останні новини вчора рік року",
        "іїєґ",
    ),
    "be": Signs(
        "хто што каго чаго каму дзе куды калі чаму колькі які якая якое",
        "як і а ў у на з за па аб ад да для не ці гэта яго яе быў была было былі новы",
        "ўі",
    ),
    "bg": Signs(
        "кой коя кое кои кого какво каква какъв какви къде кога защо как колко чий",
        "и а в във на с със за из по от до у при под не ли се да е са беше бяха ще това този му му новият нови какво "
        "каза вчера",
        "ъ",
    ),
    "sr": Signs(
        "ко шта кога коме када кад зашто како колико који која које чији",
        "где и а у на с са за из по о од до при не ли је су био била било били се да то овај његов нови јуче",
        "јљњћђџ",
    ),
    "mk": Signs(
        "кој што кого кому каде кога зошто како колку која кое кои чиј",
        "и а во на со за од до при не ли е се беше беа да тоа овој нов новиот вчера",
        "јљњѓќѕџ",
    ),
    "kk": Signs("кім не қайда қашан неге қанша қандай", "және мен бұл", "әғқңөұүһі"),
}
"""By ISO 639-1 code; small letters."""
