# Runs the pasted texts (pasted.txt) unchanged by a build of `latent` and
# compares estimates, standard errors, χ², df and the number of parameters with
# pasted.json, which pasted.R makes.
#
#   python3 Validation/tools/pasted.py .build/release/latent
import collections, json, os, subprocess, sys, tempfile

latent = os.path.abspath(sys.argv[1])
root = os.path.dirname(os.path.abspath(__file__))
references = {r['name']: r for r in json.load(open(root + '/pasted.json'))}
texts, lines = [], open(root + '/pasted.txt').read().split('\n')
for line in lines:
    if line.startswith('%% '):
        texts.append(([part.strip() for part in line[3:].split(';')], []))
    else:
        texts[-1][1].append(line)
# Limits at which lavaan's own optima and its numerical derivatives agree.
limits = {'est': 1e-6, 'se': 1e-5}
# lavaan's own: the derivative of abs() is 0; log L of variables that are
# standardized counts exogenous ones on another scale.
known = {('abs-and-power', 'se'), ('nonlinear-equality-growth', 'df'), ('standardized-observed', 'logl'),
         ('standardized-observed-groups', 'logl')}
count = collections.Counter()
with tempfile.TemporaryDirectory() as folder:
    for (name, function, data, *options), body in texts:
        path = folder + '/model.lav'
        open(path, 'w').write('\n'.join(body))
        # `matrix*145`: covariances of 145 cases.
        source, _, cases = data.partition('*')
        table = f'{root}/../data/{source}.csv'
        command = [latent, 'fit', path, '--kind', function, '--format', 'json']
        command += ['--cov', table, '--nobs', cases] if cases else ['--data', table]
        for option in options:
            key, value = option.split('=', 1)
            # A bar stands for the semicolon, which separates options here.
            command += ['--' + key.replace('.', '-'), value.replace('|', ';')]
        run = subprocess.run(command, capture_output=True, text=True)
        reference = references[name]
        refused = 'refused' in reference
        if run.returncode:
            count['refused by both' if refused else 'refused by Latent alone'] += 1
            if not refused:
                print('REFUSED', name, run.stderr.strip().replace('\n', ' | ')[:300])
            continue
        if refused:
            count['refused by lavaan alone'] += 1
            print('RUNS   ', name, '(lavaan:', reference['refused'][:150] + ')')
            continue
        result = json.loads(run.stdout)
        rows = {}
        for row in result['parameters']:
            key = (row['lhs'], row['op'], row['rhs'], row['group'] or 1)
            rows[key] = row
            if row['op'] == '~~':
                rows.setdefault((row['rhs'], '~~', row['lhs'], key[3]), row)
        wrong = []
        # Moments of composites' parts are described in another way.
        parts = {r['rhs'] for r in reference['parameters'] if r['op'] == '<~'}
        for row in reference['parameters']:
            if row['op'] == '~~' and row['lhs'] in parts:
                continue
            group = row['group'] or 1
            mine = rows.get((row['lhs'], row['op'], row['rhs'], group))
            if row['op'] == ':=':
                mine = next((r for k, r in rows.items() if k[:2] == (row['lhs'], ':=')), None)
            if mine is None:
                wrong.append('no row %(lhs)s %(op)s %(rhs)s' % row)
                continue
            for key, limit in limits.items():
                a, b = mine[key], row.get(key)
                if (name, key) in known and row['op'] == ':=':
                    continue
                # Unit variances leave lavaan's residual ones without errors.
                if b is None or b == 0 and (
                        a is None or 'correlation=TRUE' in options or parts):
                    continue
                count['numbers'] += 1
                # The optimum as lavaan left it is not exact.
                slack = limit if reference['polished'] else 100 * limit
                if a is None or abs(a - b) > slack * max(abs(b), 0.1):
                    wrong.append('%s %s %s %s: %s, lavaan %s' % (
                        row['lhs'], row['op'], row['rhs'], key, a, b))
        for key, value in reference['measures'].items():
            if (name, key) in known or key == 'npar' and parts:
                continue
            count['numbers'] += 1
            mine = result['fit'].get(key.replace('.', '_'))
            if mine is None or abs(mine - value) > 1e-6 * max(abs(value), 1) * (1 if reference['polished'] else 100):
                wrong.append(f'{key}: {mine}, lavaan {value}')
        count['differ' if wrong else 'agree'] += 1
        if wrong:
            print('DIFFERS', name, len(wrong), '|', ' ; '.join(wrong[:4]))
print(len(texts), 'texts:', dict(count))
