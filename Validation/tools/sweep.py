# Compares a build of `latent` with the lavaan results of sweep.R.
# Usage: python3 sweep.py LATENT OUTDIR [NAME-PART]
#
# Tolerances are wide because lavaan's optima are not polished here; the cases
# in Validation/ are. With lavaan 0.7-2 these differ, and nothing else (a few
# limits near zero aside), all of them named in the documents:
# - ULS without `se`: χ² and indices, here of the discrepancy (Estimators.md);
# - gfi with two stages (Numerics.md);
# - fiml.x with missing exogenous values: the baseline (MissingData.md);
# - clusters with sampling weights: standard errors (Validation.md).
import json,subprocess,sys,os,math,collections
latent=sys.argv[1]; out=sys.argv[2]; filt=sys.argv[3] if len(sys.argv)>3 else ''
cases=json.load(open(out+'/cases.json'))
rel={'est':2e-4,'std.lv':2e-4,'std.all':2e-4,'se':3e-4,'z':5e-4,'ci.lower':5e-4,'ci.upper':5e-4,'pvalue':3e-3}
def close(a,b,t,floor=2e-2): return abs(a-b)<=t*max(abs(b),floor)
stat=collections.Counter(); bad=[]
for c in cases:
    if filt and filt not in c['name']: continue
    mf=out+'/m.lav'; open(mf,'w').write(c['model']+'\n')
    cmd=[latent,'fit',mf,out+'/'+c['data']+'.csv','--kind',c['kind'],'--format','json']
    for k,v in (c['opts'] or {}).items():
        if isinstance(v,bool): v=str(v).lower()
        if isinstance(v,list): v=','.join(v)
        cmd+=['--'+k.replace('.','-'),str(v)]
    r=subprocess.run(cmd,capture_output=True,text=True)
    if not c['ok']:
        stat['lavaan failed']+=1
        print('LAVFAIL',c['name'],c['error'][:80].replace('\n',' '),'| latent exit',r.returncode); continue
    if r.returncode!=0:
        stat['latent exit %d'%r.returncode]+=1; print('EXIT',c['name'],r.returncode,r.stderr.strip().replace('\n',' ')[:160]); continue
    j=json.loads(r.stdout); n=0; errs=[]
    idx={}
    for p in j['parameters']:
        idx.setdefault((p['lhs'],p['op'],p['rhs'],p['group']),p)
        if p['op']=='~~': idx.setdefault((p['rhs'],p['op'],p['lhs'],p['group']),p)
    par=c['par']
    for p in par:
        op=p['op']
        if op in('==','<','>'): continue
        g=p.get('group') or (0 if op==':=' else 1)
        key=(p['lhs'],op,p.get('rhs') if op!=':=' else p.get('rhs'),g)
        q=idx.get(key) or idx.get((p['lhs'],op,p.get('rhs',''),1))or idx.get((p['lhs'],op,'',g))
        if op==':=': q=next((x for x in j['parameters'] if x['op']==':=' and x['lhs']==p['lhs']),None)
        if not q: errs.append('missing row %s'%(key,)); continue
        for col,t in rel.items():
            b=p.get(col); a=q.get(col.replace('.','_'))
            if b is None: continue
            n+=1
            if a is None:
                if col in('se',) and b==0: continue
                errs.append('%s %s none vs %g'%(key,col,b)); continue
            if col in('z','pvalue') and abs(p['est'])<1e-6: continue
            if not close(a,b,t): errs.append('%s %s %.8g vs %.8g'%(key,col,a,b))
    for k,b in c['fit'].items():
        if b is None or isinstance(b,str): continue
        a=j['fit'].get(k.replace('.','_'))
        n+=1
        if a is None: errs.append('fit %s none vs %.8g'%(k,b)); continue
        if not close(a,b,2e-4,1e-2): errs.append('fit %s %.8g vs %.8g'%(k,a,b))
    stat['values']+=n; stat['cases']+=1
    if errs:
        stat['bad cases']+=1
        print('BAD',c['name'],len(errs),'of',n,'|',' ; '.join(errs[:6]))
print(dict(stat))
