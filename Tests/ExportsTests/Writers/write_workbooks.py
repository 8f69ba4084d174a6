"""Writes one Usage report in many forms with openpyxl and XlsxWriter: write_workbooks.py FOLDER [ROWS]"""
import datetime as dt
import sys
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADER = ['email', 'first_name', 'autodesk_id', 'offering_name', 'version', 'seat_assignment',
          'assigned_date', 'days_used', 'monthly_average', 'last_accessed']
STAMP = dt.datetime(2024, 5, 10, 21, 20, 32)
ROWS = [
    ['ada@example.com', 'Zoë', 57412300112233, 'Architecture & Co <1>', 2026, 'assigned', STAMP, 49, 16.2,
     dt.date(2026, 7, 29)],
    ['bob@example.com', 'two\nlines', '007', 'Revit', 2026.1, 'unassigned', None, 0, 0.1, None],
    ['cy@example.com', '例子', 'x_x0041_y', 'Revit', 'cloud', 'assigned', dt.datetime(2024, 2, 29), None, None,
     dt.date(2024, 2, 29)],
]


def text(value):
    if isinstance(value, dt.datetime):
        return value.strftime('%Y-%m-%dT%H:%M:%SZ')
    return None if value is None else str(value)


def with_openpyxl(path, *, epoch=None, stream=False, texts=False, rich=False, bare=False, filters=True):
    book = openpyxl.Workbook(write_only=stream)
    if epoch:
        book.epoch = epoch
    if stream:
        sheet = book.create_sheet('Filters')
    else:
        sheet = book.active
    if filters:
        sheet.append(['Filter', 'Value'])
        sheet.append(['Date range', '2025-08-01 - 2026-07-31'])
        sheet = book.create_sheet('Rows')
    sheet.append(HEADER)
    for row in ROWS:
        row = [text(value) for value in row] if texts else list(row)
        if rich:
            row[3] = CellRichText(row[3][:4], TextBlock(InlineFont(b=True), row[3][4:]))
        sheet.append(row)
    if bare:
        for line in sheet.iter_rows(min_row=2):
            for cell in line:
                cell.number_format = 'General'
    if filters:
        book.worksheets[0].sheet_state = 'hidden'
        book.active = 1
    book.save(path)


def with_xlsxwriter(path, options, *, rich=False, formulas=False, table=False, zip64=False):
    book = xlsxwriter.Workbook(path, options)
    if zip64:
        book.use_zip64()
    filters = book.add_worksheet('Filtri')
    filters.write_row(0, 0, ['Intervallo', dt.date(2025, 8, 1), dt.date(2026, 7, 31)])
    sheet = book.add_worksheet('Righe')
    day, moment = book.add_format({'num_format': 'd mmm yyyy'}), book.add_format({'num_format': 22})
    bold = book.add_format({'bold': True})
    sheet.write_row(0, 0, HEADER)
    for number, row in enumerate(ROWS, start=1):
        for column, value in enumerate(row):
            if value is None:
                sheet.write_blank(number, column, None, day)
            elif isinstance(value, dt.datetime):
                sheet.write_datetime(number, column, value, moment)
            elif isinstance(value, dt.date):
                sheet.write_datetime(number, column, value, day)
            elif formulas and isinstance(value, (int, float)):
                sheet.write_formula(number, column, f'={value}', None, value)
            elif formulas:
                sheet.write_formula(number, column, '=A1', None, value)
            elif rich and column == 3:
                sheet.write_rich_string(number, column, value[:4], bold, value[4:])
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write(number, column, value)
    if table:
        sheet.add_table(0, 0, len(ROWS), len(HEADER) - 1, {'columns': [{'header': h} for h in HEADER]})
    book.close()


def large(path, rows):
    book = xlsxwriter.Workbook(path, {'constant_memory': True})
    sheet = book.add_worksheet()
    day = book.add_format({'num_format': 14})
    sheet.write_row(0, 0, ['day_used', 'email', 'offering_name', 'version', 'access_option', 'team_alias'])
    start = dt.date(2026, 1, 1)
    for row in range(rows):
        sheet.write_datetime(row + 1, 0, start + dt.timedelta(row % 200), day)
        sheet.write_row(row + 1, 1, [f'user{row % 997}@example.com', f'Product {row % 7}', 2026,
                                     'Subscription', 'North'])
    book.close()


def main():
    folder = Path(sys.argv[1])
    name = lambda text: str(folder / (text + '.xlsx'))
    with_openpyxl(name('openpyxl'))
    with_openpyxl(name('openpyxl-1904'), epoch=CALENDAR_MAC_1904)
    with_openpyxl(name('openpyxl-stream'), stream=True)
    with_openpyxl(name('openpyxl-texts'), texts=True)
    with_openpyxl(name('openpyxl-rich'), rich=True)
    with_openpyxl(name('openpyxl-bare'), bare=True)
    with_openpyxl(name('openpyxl-bare-1904'), bare=True, epoch=CALENDAR_MAC_1904)
    with_openpyxl(name('openpyxl-one-sheet'), filters=False)
    common = {'default_date_format': 'yyyy-mm-dd'}
    with_xlsxwriter(name('xlsxwriter'), common)
    with_xlsxwriter(name('xlsxwriter-1904'), {**common, 'date_1904': True})
    with_xlsxwriter(name('xlsxwriter-inline'), {**common, 'constant_memory': True})
    with_xlsxwriter(name('xlsxwriter-zip64'), common, zip64=True)
    with_xlsxwriter(name('xlsxwriter-rich'), common, rich=True)
    with_xlsxwriter(name('xlsxwriter-formulas'), common, formulas=True)
    with_xlsxwriter(name('xlsxwriter-table'), common, table=True)
    if len(sys.argv) > 2:
        large(name('large'), int(sys.argv[2]))


main()
