"""Classes, by which rates hold, and groups, by which what happens is reported: cells of a product of attributes and age."""

from numba import int32, int64

from xinyong.kernel.dialect import called, law
from xinyong.life.calendar import full_years
from xinyong.life.conditions import field, is_organisation
from xinyong.life.scratch import X_DAY, X_GROUP
from xinyong.scheme.layout import (
    D_FIELD,
    D_OF,
    D_STRIDE,
    DIM_WIDTH,
    H_AGEGROUP,
    H_CLASSDIM,
    H_GROUPDIM,
    H_NAGEGROUP,
    H_NCLASSDIM,
    H_NGROUPDIM,
    OF_BOTH,
    W_BIRTH,
    W_CLASS_PLACE,
)


@law
def dimension_of(L, j, table, n):
    """The cell of a member in a product of attributes and age groups, as of today."""
    out = int64(0)
    kind = is_organisation(L, j)
    for d in range(n):
        at = L.R[table] + d * DIM_WIDTH
        of = L.R[at + D_OF]
        if of == OF_BOTH or of == kind:
            v = int64(0)
            if L.R[at + D_FIELD] >= 0:
                v = field(L, j, int64(L.R[at + D_FIELD]))
            else:
                age = full_years(L, int64(L.M[j, W_BIRTH]), L.X[X_DAY])
                for g in range(1, L.R[H_NAGEGROUP]):
                    if age >= L.R[L.R[H_AGEGROUP] + g]:
                        v = int64(g)
            out = int64(out + v * L.R[at + D_STRIDE])
    return out


@called
def classify(L, j):
    """Which rates hold for member j as of today (class 0: a minor does nothing), and in which group it is reported."""
    cls = int64(0)
    if is_organisation(L, j) != 0 or full_years(L, int64(L.M[j, W_BIRTH]), L.X[X_DAY]) >= 18:
        cls = int64(1 + dimension_of(L, j, int64(H_CLASSDIM), int64(L.R[H_NCLASSDIM])))
    L.M[j, W_CLASS_PLACE] = int32((int64(L.M[j, W_CLASS_PLACE]) & int64(0x7FFF0000)) | cls)
    L.X[X_GROUP + j] = dimension_of(L, j, int64(H_GROUPDIM), int64(L.R[H_NGROUPDIM]))
