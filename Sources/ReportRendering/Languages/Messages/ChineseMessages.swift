extension MessageCatalogue {
  /// Warnings and sentences of results in simplified Chinese.
  package static let chinese = MessageCatalogue(
    [
      chinesePhrases, chineseFitMessages, chineseModelMessages,
      chineseDataMessages, chineseSampleMessages, chineseAnalysisMessages,
      chineseSearchMessages, chinesePlotMessages,
    ].joined(separator: "\n"))

  /// Parts of sentences.
  private static let chinesePhrases = """
    [phrases]
    #1 row{s|} ⇒ %1行
    #1 case{s|} ⇒ %1个样本
    #1 column{s|} ⇒ %1列
    #1 line{s|} ⇒ %1行
    #1 factor{s|} ⇒ %1个因子
    #1 threshold{s|} ⇒ %1个阈值
    #1 row{s|} in group %2 ⇒ %2组的%1行
    #1 cases in group %2 ⇒ %2组的%1个样本
    %1 (#2 case{s|}) ⇒ %1（%2个样本）
    %1 in %2, row #3 (line #4) ⇒ %2的%1（第%3行，文件第%4行）
    %1 in %2, row #3 ⇒ %2的%1（第%3行）
    Line #1 of %2 ⇒ %2第%1行
    Row #1 of %2 ⇒ %2第%1行
     in group{s|} %1 ⇒ （%1组）
     in %1 ⇒ （%1）
     of %1 ⇒ （%1）
    %1 times ⇒ %1次
    fixed to 0 ⇒ 固定为0
    0, at its bound ⇒ 0（位于边界）
    day.month ⇒ 日.月
    month.day ⇒ 月.日
    divides by 0 ⇒ 以0为除数
    takes a fractional power of %1 ⇒ 对%1取分数次幂
    takes a negative power of 0 ⇒ 对0取负次幂
    takes the logarithm of %1 ⇒ 对%1取对数
    takes the square root of %1 ⇒ 对%1取平方根
    takes an inverse function of %1, which has none ⇒ 对%1取反函数，而反函数在此无定义
    depends on a parameter without a value ⇒ 依赖于没有取值的参数
    is beyond the numbers of a double ⇒ 超出双精度数的范围
    an encoding of Western Europe ⇒ 西欧编码
    a Western encoding ⇒ 西文编码
    Big5, Shift-JIS or a Korean encoding ⇒ Big5、Shift-JIS或韩文编码
    give `encoding: windows-1252` ⇒ 请使用`encoding: windows-1252`
    save the file as UTF-8 ⇒ 请将文件另存为UTF-8
    several codes have commas between: %1 ⇒ 多个代码之间用逗号分隔：%1
    a code counts in every column: %1 ⇒ 代码适用于所有列：%1
    %1 holds `%2` ⇒ %1含有`%2`
    correlations of 1 or more: %1 ⇒ 相关系数达到或超过1：%1
    look at %1 ⇒ 请检查%1
    %1 (r = %2) ⇒ %1（r = %2）
    the information matrix is singular ⇒ 信息矩阵奇异
    its information matrix is singular, or its scaling factor negative ⇒ 其信息矩阵奇异，或校正因子为负
    it needs more cases than moments, none of them a function of others ⇒ 样本量须多于矩的个数，且任何矩都不是其他矩的函数
    it is available for at most #1 means and covariances of a group ⇒ 每组最多适用于%1个均值与协方差
    for incomplete cases it is available for at most #1 means and covariances ⇒ 对不完整样本最多适用于%1个均值与协方差
    the unbiased covariances of the moments need four cases or more, and exogenous variables that are random (`fixed-x: false`) ⇒ 矩的无偏协方差需要至少四个样本，且外生变量须为随机变量（`fixed-x: false`）
    it needs one group of more than three cases, and an information matrix that is not singular ⇒ 需要样本量大于3的单个组，且信息矩阵非奇异
    it is made for one group whose means are not restricted, with more cases than its correction takes away ⇒ 只适用于均值不受限制的单个组，且样本量须大于校正所扣除的数目
    the second derivatives of the pairwise likelihood have no inverse, or its ratio would have a negative variance ⇒ 成对似然的二阶导数矩阵不可逆，或似然比的方差为负
    ω of `%1` ⇒ `%1`的ω
    ω hierarchical of `%1` ⇒ `%1`的分层ω
    ω of the ordered items of `%1` ⇒ `%1`有序题项的ω
    The model `%1` ⇒ 模型`%1`
    The marker model `%1` ⇒ 标记变量模型`%1`
    The model of #1 merged constructs ⇒ 合并%1个构念的模型
    The model with %1 and %2 as one ⇒ 将%1和%2合为一个构念的模型
    it has no estimates ⇒ 没有估计值
    it does not converge ⇒ 未收敛
    a variance is negative ⇒ 有方差为负
    '%1 ~~ %2' is %3 ⇒ '%1 ~~ %2'为%3
    """
}
