"""Writes workbooks and JSON files with the program that made the example exports, in other styles than those:
vary_exports.py MAKE_EXPORTS FOLDER COUNT"""
import importlib.util
import random
import sys
from pathlib import Path

spec = importlib.util.spec_from_file_location('make_exports', sys.argv[1])
make = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(make)
make.SEED = 'seatwarden-varied'


def style(rnd, kind):
    st = {'shuffle': rnd.random() < .4, 'none': rnd.choice([[''], ['', '-', 'N/A'], ['n/a', '']]),
          'stamps': rnd.choice([['z'], ['z', 'frac', 'offset'], ['space']]),
          'dates': rnd.choice(['iso', 'midnight', 'z']), 'text_numbers': rnd.random() < .3,
          'upper_email': rnd.random() < .3}
    if rnd.random() < .2:
        st['personal'] = rnd.choice(['stars', 'hashed'])
    if kind == 'xlsx':
        st.update(serials=rnd.random() < .6, bare_serials=rnd.random() < .4, epoch1904=rnd.random() < .4,
                  inline=rnd.random() < .5, gap=rnd.choice([0, 0, 1, 7]),
                  sheets=rnd.choice([['Filters', 'Rows'], ['Zeilen'], ['筛选', '使用', 'Notes'], ['A', 'B', 'C', 'D']]),
                  numeric_ids=rnd.choice([[], ['version', 'user_id', 'contract_number', 'subscription_id']]))
    else:
        st.update(absent=rnd.random() < .5, empty_text=rnd.random() < .3, ascii=rnd.random() < .5,
                  bom=rnd.random() < .3, indent=rnd.choice([None, 0, 2]), wrap=rnd.choice([None, 'rows', 'Daten']))
        st.pop('none')
    return st


def main():
    folder = Path(sys.argv[2])
    for number in range(int(sys.argv[3])):
        rnd = random.Random(f'varied {number}')
        kind = 'json' if number % 3 == 0 else 'xlsx'
        data, generation = rnd.choice(sorted(make.H))
        make.good(folder, f'{number:03}_{data.lower()}_{generation.lower()}.{kind}', data, generation,
                  rnd.randint(1, 30), **style(rnd, kind))


main()
