using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Baseline;

/// <summary>
/// What a finding is known by in another commit: the member that it stands in, and the code that is reported. Lines, blanks, comments,
/// namespaces, folders and the rest of the member may change. Literals count by their kind alone, for a hash of a password that lies in a
/// public file is the password for whoever has a list of words.
/// </summary>
internal static class FindingKey
{
    /// <summary>The name of the property that holds the member.</summary>
    public const string Member = "prodgap.member";

    /// <summary>The name of the property that holds the key: twelve hexadecimal digits.</summary>
    public const string Key = "prodgap.key";

    /// <summary>The name of the property that says, in the log of an audit, that the finding is known or waived.</summary>
    public const string Answer = "prodgap.answer";

    /// <summary>The member of what is said about a project as a whole.</summary>
    private const string Project = "<project>";

    /// <summary>So many tokens of the reported code count.</summary>
    private const int MostTokens = 64;

    private const int Digits = 12;

    [ThreadStatic]
    private static SHA256? hasher;

    /// <summary>The properties of a finding in C# source, or about the whole project.</summary>
    public static ImmutableDictionary<string, string?> Of(Location location)
        => location.SourceTree is not { } tree ? Made(Project, "")
            : tree.GetRoot() is var root && root.FullSpan.Contains(location.SourceSpan) ? Made(MemberAt(root, location.SourceSpan), CodeIn(root, location.SourceSpan))
            : Made(Top(tree), "");

    /// <summary>The properties of a finding in an additional file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setting">What is reported, as the file calls it; no value.</param>
    public static ImmutableDictionary<string, string?> Of(string path, string setting) => Made(Clean(FileName(path) + "/" + setting), setting);

    private static ImmutableDictionary<string, string?> Made(string member, string code)
        => ImmutableDictionary<string, string?>.Empty.Add(Member, member).Add(Key, Hash(code));

    private static string Hash(string code)
    {
        var hash = (hasher ??= SHA256.Create()).ComputeHash(Encoding.UTF8.GetBytes(code));
        var text = new StringBuilder(Digits);
        for (var i = 0; i < Digits / 2; i++)
        {
            text.Append(hash[i].ToString("x2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>The tokens of a span, one blank between two.</summary>
    private static string CodeIn(SyntaxNode root, TextSpan span)
    {
        var code = new StringBuilder();
        var left = MostTokens;
        foreach (var token in root.DescendantTokens(span))
        {
            // A part of a token, such as a hole in a template, counts as the token.
            if (!token.Span.OverlapsWith(span) || left-- == 0)
            {
                if (left < 0)
                {
                    break;
                }

                continue;
            }

            code.Append(code.Length == 0 ? "" : " ").Append(Word(token));
        }

        return code.ToString();
    }

    private static string Word(SyntaxToken token)
        => token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken => "\"\"",
            SyntaxKind.InterpolatedStringTextToken => "..",
            SyntaxKind.CharacterLiteralToken => "''",
            SyntaxKind.NumericLiteralToken => "0",
            _ => token.ValueText,
        };

    /// <summary>The types around a place from the outside in, and the member; no namespace, no parameters, no type parameters.</summary>
    private static string MemberAt(SyntaxNode root, TextSpan span)
    {
        var types = new List<string>();
        string? member = null;
        for (var node = root.FindToken(span.Start).Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case BaseTypeDeclarationSyntax type:
                    types.Add(type.Identifier.ValueText);
                    break;

                case DelegateDeclarationSyntax type:
                    types.Add(type.Identifier.ValueText);
                    break;

                case GlobalStatementSyntax:
                    return Top(root.SyntaxTree);

                case MemberDeclarationSyntax declaration and not BaseNamespaceDeclarationSyntax when types.Count == 0:
                    member = NameOf(declaration, span);
                    break;
            }
        }

        if (types.Count == 0)
        {
            return Top(root.SyntaxTree);
        }

        types.Reverse();
        return Clean(string.Join(".", types.FindAll(static name => name.Length > 0)) + (member is { Length: > 0 } ? "." + member : ""));
    }

    private static string NameOf(MemberDeclarationSyntax member, TextSpan span)
        => member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            EventDeclarationSyntax declared => declared.Identifier.ValueText,
            BaseFieldDeclarationSyntax { Declaration.Variables: { Count: > 0 } variables } => (variables.FirstOrDefault(variable => variable.Span.Contains(span)) ?? variables[0]).Identifier.ValueText,
            EnumMemberDeclarationSyntax constant => constant.Identifier.ValueText,
            IndexerDeclarationSyntax => "this[]",
            ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor",
            DestructorDeclarationSyntax => "Finalize",
            ConversionOperatorDeclarationSyntax conversion => conversion.ImplicitOrExplicitKeyword.IsKind(SyntaxKind.ImplicitKeyword) ? "op_Implicit" : "op_Explicit",
            OperatorDeclarationSyntax declared => OperatorName(declared.OperatorToken.Kind(), declared.ParameterList.Parameters.Count == 1),
            _ => "",
        };

    /// <summary>The name of an operator in metadata.</summary>
    private static string OperatorName(SyntaxKind token, bool isUnary)
        => token switch
        {
            SyntaxKind.PlusToken => isUnary ? "op_UnaryPlus" : "op_Addition",
            SyntaxKind.MinusToken => isUnary ? "op_UnaryNegation" : "op_Subtraction",
            SyntaxKind.AsteriskToken => "op_Multiply",
            SyntaxKind.SlashToken => "op_Division",
            SyntaxKind.PercentToken => "op_Modulus",
            SyntaxKind.PlusPlusToken => "op_Increment",
            SyntaxKind.MinusMinusToken => "op_Decrement",
            SyntaxKind.ExclamationToken => "op_LogicalNot",
            SyntaxKind.TildeToken => "op_OnesComplement",
            SyntaxKind.TrueKeyword => "op_True",
            SyntaxKind.FalseKeyword => "op_False",
            SyntaxKind.EqualsEqualsToken => "op_Equality",
            SyntaxKind.ExclamationEqualsToken => "op_Inequality",
            SyntaxKind.LessThanToken => "op_LessThan",
            SyntaxKind.LessThanEqualsToken => "op_LessThanOrEqual",
            SyntaxKind.GreaterThanToken => "op_GreaterThan",
            SyntaxKind.GreaterThanEqualsToken => "op_GreaterThanOrEqual",
            SyntaxKind.AmpersandToken => "op_BitwiseAnd",
            SyntaxKind.BarToken => "op_BitwiseOr",
            SyntaxKind.CaretToken => "op_ExclusiveOr",
            SyntaxKind.LessThanLessThanToken => "op_LeftShift",
            SyntaxKind.GreaterThanGreaterThanToken => "op_RightShift",
            SyntaxKind.GreaterThanGreaterThanGreaterThanToken => "op_UnsignedRightShift",
            _ => "op_Unknown",
        };

    /// <summary>The member of top-level statements, and of what stands outside of every type.</summary>
    private static string Top(SyntaxTree tree) => Clean("<top>:" + FileName(tree.FilePath));

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>A baseline is a table of lines and tabs.</summary>
    private static string Clean(string member) => member.Replace('\t', ' ').Replace('\r', ' ').Replace('\n', ' ');
}
