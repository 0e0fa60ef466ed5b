# Rotated loadings and the factors' correlation of two factors of x1 to x6 with
# standard errors by the delta method, for ExploratoryBlockTests: maximum
# likelihood by Fisher scoring, quartimin by Newton's method on the equations of
# its solution, or promax from varimax by Kaiser's angle; derivatives of the
# rotated by the unrotated parameters by Richardson differences; indicators'
# scales are estimated, or held fixed.
#   python3 exploratory-blocks.py holzinger-swineford-1939.csv   (numpy 2)
# lavaan 0.7-2's two methods (rotation.se = "bordered" and "delta") differ from
# each other in the third decimal, and from both of these.
import csv,sys
import numpy as np
rows=list(csv.DictReader(open(sys.argv[1])))
X=np.array([[float(r['x%d'%i]) for i in range(1,7)] for r in rows])
def run(X,label):
    N=len(X); S=np.cov(X.T,bias=True); p=6
    free=[(i,j) for j in range(2) for i in range(p) if not (j==1 and i==0)]
    def unpack(t):
        L=np.zeros((p,2))
        for k,(i,j) in enumerate(free): L[i,j]=t[k]
        return L,t[len(free):]
    def sig(t):
        L,th=unpack(t); return L@L.T+np.diag(th)
    def dsig(t):
        L,th=unpack(t); D=[]
        for (i,j) in free:
            M=np.zeros((p,p)); M[i,:]+=L[:,j]; M[:,i]+=L[:,j]; D.append(M)
        for i in range(p):
            M=np.zeros((p,p)); M[i,i]=1; D.append(M)
        return D
    rng=np.random.default_rng(1)
    t=np.concatenate([[.7,.5,.7,.6,.6,.6],[.1,.1,-.6,-.6,-.6],np.diag(S)/2])
    for it in range(500):
        Sg=sig(t); W=np.linalg.inv(Sg); D=dsig(t)
        g=np.array([.5*np.trace(W@(Sg-S)@W@d) for d in D])
        WD=[W@d for d in D]
        H=np.array([[.5*np.sum(a*b.T) for b in WD] for a in WD])
        st=np.linalg.solve(H,g); 
        t=t-min(1,.5/np.abs(st).max())*st
        if np.abs(st).max()<1e-13: break
    V=np.linalg.inv(H)/N
    def rotate(t,scale=None,T0=None):
        L,th=unpack(t)
        s=np.sqrt((L**2).sum(1)+th) if scale is None else scale
        A=L/s[:,None]
        # newton on T=columns unit: angles
        def Ls(a):
            T=np.array([[np.cos(a[0]),np.cos(a[1])],[np.sin(a[0]),np.sin(a[1])]])
            return A@np.linalg.inv(T.T),T
        def R(a):
            B,T=Ls(a); Q=B**2; G=B*(Q.sum(1,keepdims=True)-Q)
            F=B.T@G@np.linalg.inv(T.T@T); return np.array([F[0,1],F[1,0]])
        def Q(a):
            B,T=Ls(a); return .5*np.sum(B[:,0]**2*B[:,1]**2)
        if T0 is None:
            best=None
            for a0 in np.linspace(0,np.pi,25):
                for a1 in np.linspace(0,np.pi,25):
                    if abs(np.sin(a0-a1))<.3: continue
                    q=Q([a0,a1]); 
                    if best is None or q<best[0]: best=(q,np.array([a0,a1]))
            a=best[1]
        else: a=T0.copy()
        for it in range(100):
            h=1e-6; r=R(a); J=np.array([(R(a+h*e)-R(a-h*e))/(2*h) for e in np.eye(2)]).T
            d=np.linalg.solve(J,r); 
            a=a-min(1,.1/np.abs(d).max())*d
            if np.abs(d).max()<1e-14: break
        B,T=Ls(a); B=B*s[:,None]; P=T.T@T
        return np.concatenate([B.T.ravel(),[P[0,1]]]),a,s
    def promax(t,scale=None,T0=None,k=4):
        L,th=unpack(t)
        s=np.sqrt((L**2).sum(1)+th) if scale is None else scale
        A=L/s[:,None]; K=A/np.sqrt((A**2).sum(1,keepdims=True))
        # Kaiser (1958): the angle of two factors with unit rows
        u=K[:,0]**2-K[:,1]**2; v=2*K[:,0]*K[:,1]
        a=.25*np.arctan2(2*(u*v).sum()-2*u.sum()*v.sum()/p,
                         (u*u-v*v).sum()-(u.sum()**2-v.sum()**2)/p)
        T=np.array([[np.cos(a),-np.sin(a)],[np.sin(a),np.cos(a)]])
        B=A@T; o=np.argsort(-np.abs(B[0])); T=T[:,o]; B=B[:,o]
        T=T*np.sign(B.sum(0)); B=A@T
        U=np.linalg.solve(B.T@B,B.T@(B*np.abs(B)**(k-1)))
        U=U*np.sqrt(np.diag(np.linalg.inv(U.T@U)))
        P=np.linalg.inv(U.T@U); B=B@U*s[:,None]
        return np.concatenate([B.T.ravel(),[P[0,1]]]),None,s
    y0,a0,s0=rotate(t)
    for nm,sc in (('scale estimated',None),('scale fixed',s0),('promax',None)):
        if nm=='promax':
            rotate=promax; y0,a0,s0=promax(t)
        J=np.zeros((len(y0),len(t)))
        for k in range(len(t)):
            def f(h):
                u=t.copy(); u[k]+=h; return rotate(u,sc,a0)[0]
            h=1e-3
            d=lambda h:(f(h)-f(-h))/(2*h)
            J[:,k]=(4*d(h/2)-d(h))/3
        print(label,nm); print(np.round(y0,6)); print(np.round(np.sqrt(np.diag(J@V@J.T)),6))
run(X,'all')
