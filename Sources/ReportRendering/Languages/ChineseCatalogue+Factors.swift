extension ReportCatalogue {
  /// Words of exploratory factors.
  static let chineseFactors = """
    Factor ⇒ 因子
    Factors ⇒ 因子
    Extraction ⇒ 提取方法
    Rotation ⇒ 旋转方法
    principal components ⇒ 主成分法
    Pairs (Pearson) ⇒ 相关系数（Pearson）
    %1, oblique ⇒ %1，斜交
    KMO and Bartlett's test ⇒ KMO与Bartlett球形检验
    KMO measure of sampling adequacy ⇒ KMO取样适切性量数
    Bartlett's test of sphericity ⇒ Bartlett球形检验
    Eigenvalue ⇒ 特征根
    Eigenvalues ⇒ 特征根
    Initial ⇒ 初始
    Random ⇒ 随机
    Common factors ⇒ 共同因子
    Random: the %1 quantiles of %2 of uncorrelated normal variables (Horn, 1965). ⇒ 随机：不相关正态变量%2的%1分位数（Horn, 1965）。
    %1 random sample ⇒ %1个随机样本
    MAP: the mean squared partial correlation after so many components. ⇒ MAP：提取相应个数成分后偏相关系数平方的均值。
    Suggested numbers: %1 by eigenvalues above 1 (Kaiser), %2 by parallel analysis of components, %3 by parallel analysis of common factors, %4 by MAP (Velicer). ⇒ 建议的因子数：特征根大于1（Kaiser）为%1个，主成分平行分析为%2个，共同因子平行分析为%3个，MAP（Velicer）为%4个。
    Fit by the number of factors ⇒ 各因子数的拟合
    Communalities, %1 ⇒ 共同度，%1
    h2: the communality. ⇒ h²：共同度。
    Rotated loadings (pattern), %1 ⇒ 旋转后载荷（模式矩阵），%1
    Structure: correlations of variables and factors, %1 ⇒ 结构矩阵：变量与因子的相关，%1
    Factor correlations, %1 ⇒ 因子相关，%1
    Variance explained, %1 ⇒ 方差解释率，%1
    Before rotation ⇒ 旋转前
    After rotation ⇒ 旋转后
    Squares ⇒ 平方和
    Of these ⇒ 占提取方差
    Squares are sums of squared loadings, Share those of the variables' variance. A factor's number before rotation is not that after it. ⇒ 平方和为载荷平方和，占比为占变量总方差的比例。旋转前后的因子序号不对应。
    Correlated factors share what they explain together out: the diagonal of the factors' correlations times the loadings' products. ⇒ 相关因子共同解释的部分由各因子分担：因子相关矩阵与载荷乘积之积的对角线。
    %1 of %2 reached the best value of the criterion. ⇒ %2中有%1个达到准则的最优值。
    %1 of %2 reached the best value of the criterion, others %3. ⇒ %2中有%1个达到准则的最优值，其余为%3。
    X2(%1) = %2, p %3 ⇒ χ²(%1) = %2, p %3
    %1, chi-square %2, df %3, p %4 ⇒ %1，χ² %2，df %3，p %4
    %1, z %2, p %3 ⇒ %1，z %2，p %3
    %1 with sampling error ⇒ 含抽样误差的%1
    %1, ordered ones by polychoric correlations ⇒ %1，有序变量采用多分格相关
    Pairs (polychoric) ⇒ 相关系数（多分格）
    There is no chi-square: the correlations are not those of a normal sample, or have no inverse. ⇒ 没有χ²：相关系数并非来自正态样本，或没有逆矩阵。
    unweighted least squares (minres) ⇒ 未加权最小二乘法（minres）
    X² and G²: Pearson's and the likelihood-ratio statistic of the cells of a pair's table against those that a bivariate normal distribution with the thresholds and the correlation expects; p is that of G². Where expected counts are small neither has a chi-square distribution. ⇒ X²与G²：列联表与二元正态分布（按阈值和相关）期望频数之间的Pearson统计量和似然比统计量；p对应G²。期望频数小时两者均不服从χ²分布。
    Chi-square and what rests on it are adjusted for their mean and variance (Asparouhov & Muthén, 2010). ⇒ χ²及由其得出的指数经均值与方差校正（Asparouhov & Muthén, 2010）。
    diagonally weighted least squares ⇒ 对角加权最小二乘法
    none; loadings are of unrotated factors ⇒ 无；载荷为未旋转因子的载荷
    Rotation starts ⇒ 旋转起点
    %1, orthogonal ⇒ %1，正交
    """
}
