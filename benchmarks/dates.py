"""Words a second of the date parser beside ``dateparser.search``, on the same text, in one run.

    python -m benchmarks.dates [FILE ...] [--words 4000] [--rounds 5]

Without files it reads the minutes written below, over and over. dateparser is no dependency of
this project: ``pip install dateparser``. Both run on one core and are timed by
processor time; of the rounds the fastest counts (of dateparser one round, since it is slow). The parser is
to be at least 20 times as fast.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.language.dates import parse

REFERENCE = dt.date(2024, 4, 12)

MINUTES = """Tekniska nämnden                        Sammanträdesdatum
                                        2024-04-12

Plats och tid   Stadshuset, fredagen den 12 april 2024, kl. 13.15-16.40

§ 31 Uppföljning av driftbudget per den 31 mars 2024
Dnr TN 2024/00118

Nämnden beslutar att lägga uppföljningen till handlingarna och att uppdra åt förvaltningschefen att
senast den 15 juni 2024 lämna ett förslag till åtgärder. Under första kvartalet har kostnaderna för
vinterväghållning ökat med 1,2 mnkr jämfört med 2023. Förvaltningen återkommer i maj.

§ 32 Mötestider för hösten
Sammanträden hålls den 23 augusti, 18 oktober och 15 november 2024. Arbetsutskottet träffas v. 34-35. Inga
möten hålls under höstlovet. Kallelse skickas ut en vecka före mötet och handlingarna läggs på
samarbetsytan samma dag. Den som inte kan komma anmäler det till sekreteraren så att en ersättare kan kallas.

§ 33 Synpunkter från boende
Boende vid Kvarngatan har hört av sig om hastigheten på gatan. En mätning gjordes 16-18 mars och visar att
tre av fyra fordon håller gränsen. Nämnden anser att gatan bör ses över när översiktsplanen är klar.
Ledamöterna diskuterar vilka gator som ska gå före och hur skolvägarna kan bli säkrare för barnen.
Förvaltningen visar hur trafiken har förändrats sedan den nya infarten öppnades och vad som skulle krävas
för att sänka hastigheten på hela sträckan. Flera ledamöter frågar om kostnaden för farthinder, om hur
räddningstjänsten ser på förslaget och om det går att pröva lösningen på en kortare sträcka först. Ordföranden
sammanfattar att nämnden är positiv men att underlaget behöver kompletteras med en beräkning av drift och
skötsel. Förvaltningen får frågan med sig tillbaka och samråder med fastighetsägarna vid torget, som redan
har lämnat synpunkter på parkeringen och på hur varor ska kunna lastas av när gatan byggs om. Företrädare för
skolan beskriver hur eleverna rör sig mellan lokalerna och idrottshallen och vilka övergångar som upplevs
som otrygga. Nämnden tackar för en bra genomgång och konstaterar att arbetet hänger ihop med översynen av
gång- och cykelvägar, där medel redan finns avsatta i investeringsplanen för kommande period.

§ 34 Meddelanden
Protokoll från samrådsgruppen 2024-03-21. Länsstyrelsens beslut 2024-02-28 om vattenskydd.
Ordföranden tackar för dagens sammanträde. Nästa möte är fredagen den 17 maj kl. 13.15.
"""


def words_per_second(read: Callable[[str], object], text: str, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return len(text.split()) / best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=4000, help="words of text for both")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    text = "\n".join(path.read_text(encoding="utf-8") for path in options.files) or MINUTES
    while len(text.split()) < options.words:
        text += "\n" + text
    if options.files:
        text = text[: int(len(text) * options.words / len(text.split()))]
    found = parse(text, REFERENCE, dates_only=True)
    mine = words_per_second(lambda one: parse(one, REFERENCE, dates_only=True), text, options.rounds)
    print(f"{len(text.split())} words, {len(found)} dates")
    print(f"kansli      {mine:12,.0f} words/s")
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser  not installed: pip install dateparser")
        return
    settings = {"RELATIVE_BASE": dt.datetime.combine(REFERENCE, dt.time())}
    search_dates("den 5 maj 2024", languages=["sv"], settings=settings)
    theirs = words_per_second(lambda one: search_dates(one, languages=["sv"], settings=settings), text, 1)
    print(f"dateparser  {theirs:12,.0f} words/s")
    print(f"ratio       {mine / theirs:12.1f}")


if __name__ == "__main__":
    main()
