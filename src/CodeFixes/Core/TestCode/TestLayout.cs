using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.TestCode;

/// <summary>Writes tests and classes of tests as the code around them is laid out.</summary>
/// <param name="outer">The blanks before a class.</param>
/// <param name="indentation">The blanks before a member.</param>
/// <param name="unit">One level more.</param>
/// <param name="newLine">The line end.</param>
/// <param name="braceOnOwnLine">Where braces stand.</param>
internal sealed class TestLayout(string outer, string indentation, string unit, string newLine, bool braceOnOwnLine)
{
    /// <summary>The layout inside a class that is there.</summary>
    public static TestLayout In(ClassDeclarationSyntax type)
    {
        var outer = CodeLayout.Indentation(type).ToString();
        var newLine = CodeLayout.NewLine(type).ToString();
        var ownLine = type.Members.FirstOrDefault(member => member.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));
        var method = type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(member => member.Body is { Statements.Count: > 0 });
        var style = method?.Body is { } body ? CodeLayout.Style.Of(body.Statements[0]) : null;
        var unit = style?.Unit ?? CodeLayout.Unit(type);
        var brace = style?.BraceOnOwnLine ?? (!type.ToString().Contains('\n') || type.OpenBraceToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));
        return new(outer, ownLine is null ? outer + unit : CodeLayout.Indentation(ownLine).ToString(), unit, newLine, brace);
    }

    /// <summary>The layout of a file of its own in the manner of another class.</summary>
    public static TestLayout Like(ClassDeclarationSyntax type, string outer)
    {
        var like = In(type);
        return new(outer, outer + like.Unit, like.Unit, like.NewLine, like.BraceOnOwnLine);
    }

    public string NewLine { get; } = newLine;

    public string Unit { get; } = unit;

    public string Outer { get; } = outer;

    private bool BraceOnOwnLine { get; } = braceOnOwnLine;

    /// <summary>A test, each line with its end.</summary>
    /// <param name="test">The test.</param>
    /// <param name="attribute">What marks it.</param>
    /// <param name="task">How a task is called at the place.</param>
    public string Write(TestMethod test, string attribute, string task)
        => indentation + $"[{attribute}]" + NewLine + WriteMethod($"public {(test.IsAsync ? "async " + task : "void")} {test.Name}()", test.Lines);

    /// <summary>A method, each line with its end.</summary>
    /// <param name="declaration">What stands before its block.</param>
    /// <param name="lines">The lines of its block; an empty one is a blank line.</param>
    public string WriteMethod(string declaration, IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        text.Append(indentation).Append(declaration);
        Open(text, indentation);
        foreach (var line in lines)
        {
            text.Append(line.Length == 0 ? "" : indentation + Unit + line).Append(NewLine);
        }

        return text.Append(indentation).Append('}').Append(NewLine).ToString();
    }

    /// <summary>The lines of a block inside a method.</summary>
    public string[] Block(string head, string line)
        => BraceOnOwnLine ? [head, "{", Unit + line, "}"] : [head + " {", Unit + line, "}"];

    /// <summary>A class with tests.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attribute">What marks it; null where nothing does.</param>
    /// <param name="modifiers">Its modifiers.</param>
    /// <param name="tests">The tests, as written.</param>
    public string WriteClass(string name, string? attribute, string modifiers, IReadOnlyList<string> tests)
    {
        var text = new StringBuilder();
        if (attribute is not null)
        {
            text.Append(Outer).Append('[').Append(attribute).Append(']').Append(NewLine);
        }

        text.Append(Outer).Append(modifiers).Append(" class ").Append(name);
        Open(text, Outer);
        return text.Append(string.Join(NewLine, tests)).Append(Outer).Append('}').Append(NewLine).ToString();
    }

    /// <summary>The class with more members at its end.</summary>
    public ClassDeclarationSyntax Append(ClassDeclarationSyntax type, IReadOnlyList<string> members)
    {
        var line = SyntaxFactory.EndOfLine(NewLine);
        var there = type.Members;
        if (there.Count > 0 && !there.Last().GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            there = there.Replace(there.Last(), there.Last().WithTrailingTrivia(Without(there.Last().GetTrailingTrivia()).Add(line)));
        }

        var open = type.OpenBraceToken;
        var close = type.CloseBraceToken;
        var wasFolded = !open.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && there.Count == 0;
        if (wasFolded)
        {
            open = open.WithTrailingTrivia(Without(open.TrailingTrivia).Add(line));
        }

        if (!type.CloseBraceToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            close = close.WithLeadingTrivia(close.LeadingTrivia.Insert(0, SyntaxFactory.Whitespace(Outer)));
        }

        var added = members.Select((member, i) => Parse(i == 0 && there.Count == 0 ? member : NewLine + member)).ToList();
        return added.Contains(null) ? type : type.WithOpenBraceToken(open).WithMembers(there.AddRange(added!)).WithCloseBraceToken(close);
    }

    /// <summary>The namespace or file with more classes at its end.</summary>
    public SyntaxNode AppendTo(SyntaxNode space, IReadOnlyList<string> classes)
    {
        var members = space is CompilationUnitSyntax unit ? unit.Members : ((BaseNamespaceDeclarationSyntax)space).Members;
        var last = members.Last();
        if (!last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            members = members.Replace(last, last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(NewLine))));
        }

        var added = classes.Select(written => Parse(NewLine + written)).ToList();
        return added.Contains(null) ? space
            : space is CompilationUnitSyntax file ? file.WithMembers(members.AddRange(added!))
            : ((BaseNamespaceDeclarationSyntax)space).WithMembers(members.AddRange(added!));
    }

    private static MemberDeclarationSyntax? Parse(string text)
        => SyntaxFactory.ParseMemberDeclaration(text, options: CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest));

    private static SyntaxTriviaList Without(SyntaxTriviaList trivia)
        => trivia.Count > 0 && trivia.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.RemoveAt(trivia.Count - 1) : trivia;

    private void Open(StringBuilder text, string before)
        => text.Append(BraceOnOwnLine ? NewLine + before : " ").Append('{').Append(NewLine);
}

/// <summary>A test to be written.</summary>
/// <param name="name">Its name, unlike that of any member of its class.</param>
/// <param name="isAsync">True where it awaits.</param>
/// <param name="lines">The statements, one a line; an empty one is a blank line.</param>
/// <param name="tested">What it calls; null where that is asked for in another way.</param>
internal sealed class TestMethod(string name, bool isAsync, IReadOnlyList<string> lines, IMethodSymbol? tested = null)
{
    public string Name { get; } = name;

    public bool IsAsync { get; } = isAsync;

    public IReadOnlyList<string> Lines { get; } = lines;

    public IMethodSymbol? Tested { get; } = tested;
}
