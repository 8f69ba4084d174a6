"""Writes one Usage report in many forms with Python's csv and with pandas: write_tables.py FOLDER"""
import csv
import datetime as dt
import sys
from pathlib import Path

import pandas as pd

HEADER = ['email', 'autodesk_id', 'offering_name', 'seat_assignment', 'assigned_date', 'days_inactive',
          'monthly_average', 'last_accessed']
STAMP = dt.datetime(2024, 5, 10, 21, 20, 32, tzinfo=dt.timezone.utc)
ROWS = [
    ['zoë@example.com', '57412300112233', 'AEC, "all"', 'assigned', STAMP, 239, 16.2, dt.date(2026, 7, 29)],
    ['b@example.com', None, 'two\nlines', 'unassigned', None, None, 0.0, None],
    ['例子@example.com', '20091234', 'a;b\tc', 'assigned', STAMP, 0, None, dt.date(2026, 2, 3)],
]
FOLDER = Path(sys.argv[1])


def with_csv(name, encoding='utf-8', **dialect):
    with open(FOLDER / name, 'w', encoding=encoding, newline='') as file:
        out = csv.writer(file, **dialect)
        out.writerow(HEADER)
        out.writerows(ROWS)


def frame(typed):
    table = pd.DataFrame(ROWS, columns=HEADER)
    if typed:
        # Numbers with gaps become floating: 57412300112233.0, 239.0.
        table['autodesk_id'] = pd.to_numeric(table['autodesk_id'])
        table['assigned_date'] = pd.to_datetime(table['assigned_date'], utc=True)
        table['last_accessed'] = pd.to_datetime(table['last_accessed'])
    return table


with_csv('csv-excel.csv', dialect='excel')
with_csv('csv-excel-tab.csv', dialect='excel-tab')
with_csv('csv-unix.csv', dialect='unix')
with_csv('csv-semicolon.csv', delimiter=';')
with_csv('csv-quote-all.csv', quoting=csv.QUOTE_ALL)
with_csv('csv-quote-words.csv', quoting=csv.QUOTE_NONNUMERIC)
with_csv('csv-mark.csv', encoding='utf-8-sig')
with_csv('csv-utf-16.csv', encoding='utf-16')
with_csv('csv-utf-16-tab.csv', encoding='utf-16', dialect='excel-tab')
with_csv('csv-return.csv', lineterminator='\r', quoting=csv.QUOTE_ALL)
for typed in (False, True):
    form = 'typed' if typed else 'plain'
    table = frame(typed)
    table.to_csv(FOLDER / f'pandas-{form}.csv')
    table.to_csv(FOLDER / f'pandas-{form}-no-index.csv', index=False)
    table.to_csv(FOLDER / f'pandas-{form}-label.csv', index_label='row')
    table.to_csv(FOLDER / f'pandas-{form}-semicolon.csv', sep=';', index=False, encoding='utf-8-sig')
    table.to_csv(FOLDER / f'pandas-{form}-gaps.csv', na_rep='N/A', index=False)
    table.to_csv(FOLDER / f'pandas-{form}-utf-16.csv', sep='\t', encoding='utf-16', lineterminator='\r\n')
    table.to_json(FOLDER / f'pandas-{form}.json', orient='records', date_format='iso')
# What cannot be read back: gaps that became words.
frame(True).to_csv(FOLDER / 'lossy-nan.csv', na_rep='NaN', index=False)
frame(True).astype(str).to_csv(FOLDER / 'lossy-words.csv', index=False)
frame(True).to_csv(FOLDER / 'lossy-decimal.csv', sep=';', decimal=',', index=False)
