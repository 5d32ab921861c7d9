"""Every builder by the name that ``grammar.toml`` calls it."""

from __future__ import annotations

from typing import Final

from pipeline.language.dates import counted, days, periods
from pipeline.language.dates.groups import Builder

BUILDERS: Final[dict[str, Builder]] = {
    build.__name__: build
    for build in (
        days.days, days.adjoining_days, days.between_days, days.moment, days.two_days, days.day_list, days.day_of_month,
        days.nth_weekday, periods.weeks, periods.week_list, periods.month, periods.month_pair, periods.year,
        periods.decade, periods.school_year, periods.season, periods.season_pair,
        counted.deictic_season, periods.term, periods.quarter,
        periods.tertial, periods.half, periods.ordinal_part, periods.event, periods.holiday, periods.beside_holiday,
        periods.turn_of_year, periods.turn_of_month, periods.turn_of_half, periods.none,
        counted.deictic_day, counted.deictic_year,
        counted.this_year, counted.whole_year, counted.this_week,
        counted.step_unit, counted.weekend, counted.step_month, counted.weekday,
        counted.weekday_of_week, counted.weekday_numbered_week, counted.in_time, counted.time_ago, counted.within,
        counted.length,
    )
}  # fmt: skip
