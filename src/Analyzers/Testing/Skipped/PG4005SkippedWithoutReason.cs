using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing.Skipped;

/// <summary>Flags a test that is skipped, or commented out, without a word on why.</summary>
public sealed class PG4005SkippedWithoutReason : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4005",
        "Skipped test without a reason",
        "'{0}' is {1} without a reason; re-enable it, delete it, or state the reason",
        "Nothing protects what the test used to protect, and nobody knows any longer whether that is on purpose.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override Code About => Code.Tests;

    internal override void Register(RuleActions actions)
    {
        actions.OnSyntax(AnalyzeAttribute, SyntaxKind.Attribute);
        actions.OnSyntax(AnalyzeComments, SyntaxKind.ClassDeclaration, SyntaxKind.StructDeclaration, SyntaxKind.RecordDeclaration);
        actions.OnSyntax(AnalyzeEnd, SyntaxKind.CompilationUnit);
    }

    private static void AnalyzeAttribute(RuleContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!MaySkip(attribute)
            || attribute.Parent?.Parent is not MemberDeclarationSyntax declaration
            || context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol
            || DataOf(symbol, attribute) is not { } data)
        {
            return;
        }

        var frameworks = TestFrameworks.Of(context.Known);
        if ((frameworks.IsIgnore(data) ? LacksReason(data) : frameworks.CanSkip(data) && HasEmptySkip(data)) && !SkipReasons.AreBeside(attribute.Parent))
        {
            context.Report(Gap, attribute.GetLocation(), symbol.Name, "skipped");
        }
    }

    /// <summary>The cheap question: does it name what skips?</summary>
    private static bool MaySkip(AttributeSyntax attribute)
    {
        if (((attribute.Name as QualifiedNameSyntax)?.Right ?? attribute.Name as SimpleNameSyntax)?.Identifier.ValueText is "Ignore" or "IgnoreAttribute" or "Skip" or "SkipAttribute")
        {
            return true;
        }

        if (attribute.ArgumentList is { } list)
        {
            foreach (var argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText is "Skip" or "Ignore" or "IgnoreReason")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static AttributeData? DataOf(ISymbol symbol, AttributeSyntax attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == attribute.SyntaxTree && reference.Span == attribute.Span)
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>True for an attribute whose texts say nothing; a value of another kind is a condition or an error, and no matter of this rule.</summary>
    private static bool LacksReason(AttributeData data)
    {
        foreach (var argument in data.ConstructorArguments)
        {
            if (argument.Kind == TypedConstantKind.Error || (argument is { Kind: TypedConstantKind.Primitive, Value: not null and not string }) || SkipReasons.IsIn(Text(argument)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasEmptySkip(AttributeData data)
    {
        var found = false;
        foreach (var argument in data.NamedArguments)
        {
            switch (argument.Key)
            {
                case "Skip" or "Ignore" or "IgnoreReason":
                    // Null runs the test.
                    found = argument.Value is { Kind: TypedConstantKind.Primitive, Value: string text } && !SkipReasons.IsIn(text);
                    break;
                case "SkipWhen" or "SkipUnless" or "SkipExceptions":
                    return false;
            }
        }

        return found;
    }

    private static string? Text(TypedConstant constant) => constant is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    private static void AnalyzeComments(RuleContext context)
    {
        var type = (TypeDeclarationSyntax)context.Node;
        Report(context, type.GetLeadingTrivia(), null);
        foreach (var member in type.Members)
        {
            // A type asks about its own.
            if (member is not TypeDeclarationSyntax)
            {
                Report(context, member.GetLeadingTrivia(), member);
            }
        }

        Report(context, type.CloseBraceToken.LeadingTrivia, null);
    }

    private static void AnalyzeEnd(RuleContext context) => Report(context, ((CompilationUnitSyntax)context.Node).EndOfFileToken.LeadingTrivia, null);

    private static void Report(RuleContext context, SyntaxTriviaList comments, MemberDeclarationSyntax? member)
    {
        foreach (var (place, name) in CommentedOutTests.In(comments, member))
        {
            context.Report(Gap, place, name, "commented out");
        }
    }
}
