"""Writes example exports with other seeds and in other layouts: write_more_exports.py GENERATOR FOLDER SEED COUNT

GENERATOR is make_exports.py of the examples: it is imported, so that files and expectations are those of its
author. FOLDER gets its files as they are with another seed, and COUNT files of random styles.
"""
import importlib.util
import random
import sys
from pathlib import Path

generator, folder, seed, count = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
spec = importlib.util.spec_from_file_location('make_exports', generator)
make = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make)
make.SEED = seed

(folder / 'broken').mkdir(parents=True, exist_ok=True)
make.good_files(folder)
make.broken_files(folder / 'broken')

rnd = random.Random(seed)


def style(kind):
    st = {
        'none': rnd.choice([[''], ['', '-'], ['', 'N/A', 'n/a'], ['*****', '']]),
        'stamps': rnd.choice([['z'], ['offset'], ['frac'], ['space'], ['z', 'offset', 'frac', 'space']]),
        'dates': rnd.choice(['iso', 'iso', 'mdy', 'midnight', 'z']),
        'shuffle': rnd.random() < .5,
        'upper_email': rnd.random() < .3,
        'extra': rnd.choice([None, None, 'Cost centre', 'notes', 'x_internal', 'Größe']),
    }
    if rnd.random() < .2:
        st['personal'] = rnd.choice(['stars', 'hashed'])
    if kind == 'csv':
        st.update(
            delim=rnd.choice([',', ';', '\t']), eol=rnd.choice(['\n', '\r\n', '\r']),
            quote=rnd.choice([None, 'all']), trailing=rnd.random() < .3, no_last_eol=rnd.random() < .3,
            blank_tail=rnd.choice([0, 0, 1, 3]), **rnd.choice([
                {'enc': 'utf-8'}, {'enc': 'utf-8', 'bom': True}, {'enc': 'utf-16-le', 'bom': True},
                {'enc': 'utf-16-be', 'bom': True}]))
        # Python quotes a line feed only where lines end in one.
        if rnd.random() < .3 and st['eol'] != '\r':
            st['put'] = {'group': ['a\nb', 'say "so"', 'a,b;c\td', 'two  spaces', '=1', "'x", '#1']}
    elif kind == 'json':
        st.pop('extra')
        st.update(wrap=rnd.choice([None, 'rows', 'data']), indent=rnd.choice([None, 1]), bom=rnd.random() < .3,
                  absent=rnd.random() < .4, ascii=rnd.random() < .3, empty_text=rnd.random() < .3,
                  text_numbers=rnd.random() < .3)
    else:
        st.pop('extra')
        st.update(serials=rnd.random() < .5, bare_serials=rnd.random() < .3, epoch1904=rnd.random() < .3,
                  inline=rnd.random() < .3, gap=rnd.choice([0, 0, 2]), text_numbers=rnd.random() < .3,
                  sheets=rnd.choice([['Filters', 'Rows'], ['Filter', 'Benutzer', 'Notes'], ['Only']]),
                  numeric_ids=rnd.choice([[], ['version', 'contract_number', 'subscription_id']]))
        if st['dates'] == 'mdy':
            st['dates'] = 'iso'
    return st


for number in range(count):
    dataset, generation = rnd.choice(sorted(make.H))
    kind = rnd.choice(['csv', 'csv', 'csv', 'json', 'xlsx'])
    make.good(folder, f'random_{number:03}_{dataset.lower()}_{generation.lower()}.{kind}', dataset, generation,
              rnd.randint(20, 45), **style(kind))
