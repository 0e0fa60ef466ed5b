extension MessageCatalogue {
  /// What files and their cells warn of.
  static let chineseDataMessages = #"""
    [data.decimal-commas]
    Commas in %1 were read as decimal points, first in '%2' at line #3 of %4. ⇒ %1中的逗号按小数点读入，首见于%4第%3行的'%2'。
    Commas were read as decimal points, first in '%2' at line #3 of %4. ⇒ 逗号按小数点读入，首见于%4第%3行的'%2'。
    [data.thousands-separators]
    Separators of thousands in %1 were left out, first in '%2'%5 at line #3 of %4. ⇒ %1中的千位分隔符已略去，首见于%4第%3行的'%2'%5。
    Separators of thousands were left out, first in '%2'%5 at line #3 of %4. ⇒ 千位分隔符已略去，首见于%4第%3行的'%2'%5。
    Separators of thousands in %1 were left out, first in '%2' at line #3 of %4. ⇒ %1中的千位分隔符已略去，首见于%4第%3行的'%2'。
    Separators of thousands were left out, first in '%2' at line #3 of %4. ⇒ 千位分隔符已略去，首见于%4第%3行的'%2'。
    [data.doubtful-points]
    Points in %1 were read as decimal points and may separate thousands (`decimal-mark: point` or comma says which), first in '%2' at line #3 of %4. ⇒ %1中的点按小数点读入，但可能是千位分隔符（用`decimal-mark: point`或comma指明），首见于%4第%3行的'%2'。
    Points were read as decimal points and may separate thousands (`decimal-mark: point` or comma says which), first in '%2' at line #3 of %4. ⇒ 点按小数点读入，但可能是千位分隔符（用`decimal-mark: point`或comma指明），首见于%4第%3行的'%2'。
    [data.minus-signs]
    Signs in %1 other than the plain minus were read as minus signs, first in '%2' (%5) at line #3 of %4. ⇒ %1中非标准的减号按负号读入，首见于%4第%3行的'%2'（%5）。
    Signs other than the plain minus were read as minus signs, first in '%2' (%5) at line #3 of %4. ⇒ 非标准的减号按负号读入，首见于%4第%3行的'%2'（%5）。
    [data.invisible-characters]
    Blank or invisible characters in %1 were left out of numbers, first in '%2' (%5) at line #3 of %4. ⇒ %1的数字中的空白或不可见字符已略去，首见于%4第%3行的'%2'（%5）。
    Blank or invisible characters in %1 were left out of numbers, first in '%2' at line #3 of %4. ⇒ %1的数字中的空白或不可见字符已略去，首见于%4第%3行的'%2'。
    Blank or invisible characters were left out of numbers, first in '%2'%5 at line #3 of %4. ⇒ 数字中的空白或不可见字符已略去，首见于%4第%3行的'%2'%5。
    Blank or invisible characters (%1) were left out of the {name|names} of %2 in %3. ⇒ %3中变量名%2里的空白或不可见字符（%1）已略去。
    [data.other-digits]
    Digits or marks in %1 of other forms or scripts were read as plain ones, first in '%2' (%5) at line #3 of %4. ⇒ %1中其他字体或文字的数字、符号按普通形式读入，首见于%4第%3行的'%2'（%5）。
    Digits or marks of other forms or scripts were read as plain ones, first in '%2' (%5) at line #3 of %4. ⇒ 其他字体或文字的数字、符号按普通形式读入，首见于%4第%3行的'%2'（%5）。
    [data.guessed-encoding]
    %1 is not UTF-8 and was read as %2, but it may be in %3: if names look wrong, %4. ⇒ %1不是UTF-8，按%2读入，但也可能是%3：若名称显示有误，%4。
    [data.numeric-names]
    Line #1 of %2 holds numbers, which were taken for names: %3. If it is a case, put a line with the names of the variables above it. ⇒ %2第%1行为数字，被当作变量名：%3。若这是一个样本，请在其上加一行变量名。
    [data.passed-lines]
    {Line|Lines} %1 of %2, where Qualtrics repeats the questions, {was|were} left out. ⇒ 已略去%2中Qualtrics重复题目的第%1行。
    [data.empty-lines]
    %1 of empty cells at the end of %2, from line #3 on, {was|were} left out. ⇒ 已略去%2末尾自第%3行起的%1空单元格。
    [data.full-width-delimiters]
    The full-width marks `%1` (%2) of %3 were read as what stands between cells. ⇒ %3中的全角符号`%1`（%2）按单元格分隔符读入。
    [data.file-encoding-taken]
    The encoding that the file names is not known; its texts were read as %1. `encoding: NAME` names another one. ⇒ 文件声明的编码未知，文本按%1读入。可用`encoding: 名称`另行指定。
    [data.file-encoding-doubtful]
    Texts of the file were read as %1 and do not look like it. If labels are not readable, name their encoding, such as `encoding: gb18030`, cp949, big5 or shift_jis. ⇒ 文件文本按%1读入，但看来并非该编码。若标签无法辨认，请指定编码，如`encoding: gb18030`、cp949、big5或shift_jis。
    [data.cell-errors]
    Cell %1 holds the error %2 and was taken for a missing value. ⇒ 单元格%1含有错误%2，按缺失值处理。
    #1 cells hold errors, the first one %2 in %3, and were taken for missing values. ⇒ %1个单元格含有错误（首个为%3中的%2），按缺失值处理。
    [data.leading-zeros]
    Texts in %1 of the workbook were read as numbers without the zeros before them, the first one `%2` in %3. ⇒ 工作簿中%1的文本按数字读入，略去前导零，首个为%3中的`%2`。
    [data.merged-cells]
    The cells %1 are merged: all but the first of them are empty. ⇒ 单元格%1已合并：除第一格外均为空。
    Cells are merged in #1 places, the first one %2: all but the first cell of each are empty. ⇒ 有%1处合并单元格，首处为%2：每处除第一格外均为空。
    [data.further-sheets]
    The workbook has #1 sheets; `%2` was read. `sheet: NAME` names another one: %3. ⇒ 工作簿有%1张工作表，读入的是`%2`。可用`sheet: 名称`另行指定：%3。
    [data.printed-table]
    %1 was read as a printed table: variables with their means and standard deviations, and correlations, whose marks of significance were left out. ⇒ %1按印刷表格读入：变量及其均值、标准差与相关系数，显著性标记已略去。
    [data.correlation-matrix]
    %1 holds correlations without standard deviations, which are analysed as covariances of standardized variables: standard errors, and the χ² of models that are not scale-free, are those of covariances. ⇒ %1只有相关系数而没有标准差，按标准化变量的协方差分析：标准误，以及非尺度不变模型的χ²，均为协方差的结果。
    [data.diagonal-below-one]
    The diagonal of %1 has numbers below 1, which were read as variances: if the matrix holds correlations, and these are reliabilities, write 1. ⇒ %1的对角线有小于1的数，按方差读入：若矩阵为相关系数而这些数为信度，请改写为1。
    [data.constant-columns]
    %1 {has|have} the same value in all cases, or none at all. ⇒ %1在所有样本中取值相同，或全部缺失。
    [data.equal-columns]
    %1 {repeats|repeat} the values of another variable. ⇒ %1与另一变量的取值完全相同。
    [data.unlabelled-values]
    Values without a label stand beside labelled ones: %1. ⇒ 有标签的取值中夹有无标签的取值：%1。
    [data.equal-rows]
    %1 {repeats|repeat} the values of an earlier one in all variables that do not number the cases; the first is case #2, which repeats case #3. ⇒ %1除编号变量外与前面的样本完全相同；首个为第%2个样本，与第%3个样本相同。
    [data.straight-lines]
    %1 {gives|give} one answer to all of the #2 items %3 to %4: %5. ⇒ %1对%3至%4的%2个题项全部给出同一答案：%5。
    [codebook.outside-scale]
    Answers lie outside of the scales that the codebook gives: %1. ⇒ 有答案超出变量表规定的取值范围：%1。
    """#
}
