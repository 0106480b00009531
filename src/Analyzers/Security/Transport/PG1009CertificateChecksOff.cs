using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Transport;

/// <summary>Flags a client that accepts every certificate, and a connection string that does not ask for one.</summary>
public sealed class PG1009CertificateChecksOff : SecurityRule
{
    private const string Anybody = "accepts any certificate";

    private const string ClearText = "turns encryption off";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1009",
        "Certificate validation disabled",
        "'{0}' {1}; remove it, or trust the one certificate that you mean",
        "An attacker between client and server can impersonate the server, read the traffic, passwords and tokens included, and change the responses.",
        tags: ["CWE-295", "CWE-297", "CWE-319", "OWASP-A07:2021", "OWASP-A04:2025"]);

    private static readonly SettingsFinding Finding = new(Gap);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1009");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode)
        {
            return;
        }

        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression, SyntaxKind.OrAssignmentExpression, SyntaxKind.CoalesceAssignmentExpression);
        actions.OnCall(AnalyzeCall, static _ => true, CertificateSinks.Methods);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeText, SyntaxKind.StringLiteralExpression, SyntaxKind.InterpolatedStringExpression);
        actions.OnAdditionalFile(context => ReadSettings(context, known));
    }

    /// <summary><c>handler.ServerCertificateCustomValidationCallback = (_, _, _, _) =&gt; true</c>, <c>new SslOption { AcceptablePolicyErrors = … }</c></summary>
    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left) is not { } name || !CertificateSinks.MayBe(name.ValueText))
        {
            return;
        }

        switch (context.Model.GetOperation(assignment, context.CancellationToken))
        {
            case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: var asked }, HandlerValue: { } handler } when CertificateSinks.IsQuestion(asked.Type, context.Known) && !CertificateSinks.IsOfServer(asked.ContainingType):
                ReportDelegate(context, handler, name.GetLocation(), name.ValueText);
                break;

            case IAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }:
                if (CertificateSinks.SwitchOf(property, context.Known) is { } found)
                {
                    AnalyzeSwitch(context, found, property, value, assignment, name);
                }
                else if (CertificateSinks.IsQuestion(property.Type, context.Known) && !CertificateSinks.IsOfServer(property.ContainingType))
                {
                    ReportDelegate(context, value, name.GetLocation(), name.ValueText);
                }

                break;

            case IAssignmentOperation { Target: IFieldReferenceOperation { Field: var field }, Value: var value } when CertificateSinks.IsQuestion(field.Type, context.Known) && !CertificateSinks.IsOfServer(field.ContainingType):
                ReportDelegate(context, value, name.GetLocation(), name.ValueText);
                break;
        }
    }

    /// <summary>Reports a delegate that accepts everything; where one of two does, a suggestion, for something decides.</summary>
    private static void ReportDelegate(RuleContext context, IOperation value, Location location, string name)
    {
        value = Operands.Unwrap(value);
        if (value is IConditionalOperation { WhenFalse: { } otherwise } choice)
        {
            foreach (var arm in new[] { choice.WhenTrue, otherwise })
            {
                if (AcceptsAll(arm, context))
                {
                    Report(context, arm.Syntax, location, name, Anybody, likely: true);
                }
            }
        }
        else if (value is ICoalesceOperation { WhenNull: var missing })
        {
            if (AcceptsAll(missing, context))
            {
                Report(context, missing.Syntax, location, name, Anybody, likely: true);
            }
        }
        else if (AcceptsAll(value, context))
        {
            Report(context, context.Node, location, name, Anybody, likely: false);
        }
    }

    private static bool AcceptsAll(IOperation value, RuleContext context)
    {
        value = Operands.Unwrap(value);
        return value switch
        {
            IMemberReferenceOperation { Member: var member } when CertificateSinks.AcceptsAll(member, context.Known) => true,
            IDelegateCreationOperation { Target: IMemberReferenceOperation { Member: var method } } when CertificateSinks.AcceptsAll(method, context.Known) => true,
            ILocalReferenceOperation { Local: var local } when InitialValue.Of(local, context.Model, context.CancellationToken) is { } held && Operands.Unwrap(held) is IMemberReferenceOperation { Member: var held2 } && CertificateSinks.AcceptsAll(held2, context.Known) => true,
            _ => AlwaysTrue.Is(value, context.Model, context.CancellationToken),
        };
    }

    /// <summary>A property that switches the check off.</summary>
    private static void AnalyzeSwitch(RuleContext context, Switch found, IPropertySymbol property, IOperation value, AssignmentExpressionSyntax assignment, SyntaxToken name)
    {
        // What a version marks as obsolete it ignores.
        if (!IsOff(found, value) || property.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute"))
        {
            return;
        }

        if (found.Bits == 0x10 && HasTrustOfItsOwn(assignment))
        {
            return;
        }

        var server = found.Server is { } key ? BuiltServer.Of(assignment, key, context.Model, context.CancellationToken) : ServerPlace.Away;
        if (server != ServerPlace.Here)
        {
            Report(context, assignment, name.GetLocation(), name.ValueText, found.IsClearText ? ClearText : Anybody, likely: server == ServerPlace.Near);
        }
    }

    private static bool IsOff(Switch found, IOperation value)
    {
        var constant = Operands.Unwrap(value).ConstantValue is { HasValue: true, Value: { } known } ? known : value.ConstantValue.Value;
        return found.Off switch
        {
            OffWhen.True => constant is true,
            OffWhen.False => constant is false,
            OffWhen.HasBits => constant is int bits && (bits & found.Bits) != 0,
            OffWhen.Named => IsNamed(found, value),
            _ => IsFalse(value) || IsNamed(found, value),
        };
    }

    /// <summary>False, also where it becomes an option of the client's own.</summary>
    private static bool IsFalse(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value.ConstantValue is { HasValue: true, Value: false };
    }

    private static bool IsNamed(Switch found, IOperation value) => Operands.Unwrap(value) is IMemberReferenceOperation { Member.Name: var name } && Array.IndexOf(found.Names, name) >= 0;

    /// <summary>True where the code around a chain names what it trusts instead.</summary>
    private static bool HasTrustOfItsOwn(SyntaxNode place)
        => (place.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax) ?? place).DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken)
            && token.ValueText is "CustomTrustStore" or "CustomRootTrust" or "ExtraStore" or "Thumbprint" or "GetCertHash" or "GetCertHashString" or "RawData" or "SequenceEqual" or "ChainElements" or "ChainStatus");

    /// <summary>A method that takes the delegate, or switches the check off by its name.</summary>
    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        if (MemberName.Of(((InvocationExpressionSyntax)call.Syntax).Expression) is not { } name)
        {
            return;
        }

        if (CertificateSinks.IsOffCall(call.TargetMethod, context.Known))
        {
            if (call.Arguments.All(static argument => argument.Value.ConstantValue is { HasValue: true, Value: true }))
            {
                Report(context, call.Syntax, name.GetLocation(), name.ValueText, Anybody, likely: false);
            }

            return;
        }

        AnalyzeArguments(context, call.Arguments, call.TargetMethod.ContainingType, name.GetLocation(), name.ValueText);
    }

    private static void AnalyzeArguments(RuleContext context, ImmutableArray<IArgumentOperation> arguments, INamedTypeSymbol? owner, Location location, string name)
    {
        foreach (var argument in arguments)
        {
            if (CertificateSinks.IsQuestion(argument.Parameter?.Type, context.Known) && !CertificateSinks.IsOfServer(owner))
            {
                ReportDelegate(context, argument.Value, location, name);
            }
        }
    }

    /// <summary><c>new SslStream(stream, false, (_, _, _, _) =&gt; true)</c></summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments.Count: >= 3 } list
            && (creation is ObjectCreationExpressionSyntax { Type: var type } ? TypeSyntaxNames.RightmostName(type) == "SslStream" : list.Arguments.Any(static argument => argument.Expression is AnonymousFunctionExpressionSyntax))
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation { Constructor.ContainingType: var made } operation
            && context.Known.Is(made, "System.Net.Security.SslStream")
            && !IsOfServer(creation))
        {
            foreach (var argument in operation.Arguments)
            {
                if (CertificateSinks.IsQuestion(argument.Parameter?.Type, context.Known))
                {
                    ReportDelegate(context, argument.Value, argument.Syntax.GetLocation(), argument.Parameter!.Name);
                }
            }
        }
    }

    /// <summary>True where the stream answers others.</summary>
    private static bool IsOfServer(SyntaxNode creation)
        => (creation.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? creation.SyntaxTree.GetRoot()).DescendantTokens()
            .Any(static token => token.ValueText is "AuthenticateAsServer" or "AuthenticateAsServerAsync");

    /// <summary>A connection string in code.</summary>
    private static void AnalyzeText(RuleContext context)
    {
        if (ConnectionText.MayBe(context.Node)
            && ConnectionText.Around((ExpressionSyntax)context.Node, context.Model, context.CancellationToken) is { } text
            && OpenConnection.In(text.Value, OpenConnection.NpgsqlOf(context.Known)) is { } open
            && text.LocationOf(open.Pairs[0], context.Node) is { } location)
        {
            Report(context, context.Node, location, open.Pairs[0].Text, open.Pairs[0].IsClearText ? ClearText : Anybody, likely: open.Server != ServerPlace.Away);
        }
    }

    private static void Report(RuleContext context, SyntaxNode place, Location location, string name, string what, bool likely)
    {
        switch (TransportPlace.Of(place, isText: place is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax, context))
        {
            case PlaceKind.Harmless:
            // Whoever uses the library decides.
            case PlaceKind.Chosen when context.Known.Project.Kind == ProjectKind.Library:
                return;

            case PlaceKind.Chosen:
            case PlaceKind.Open when likely:
                context.Suggest(Gap, Likely, location, name, what);
                return;

            default:
                context.Report(Gap, location, name, what);
                return;
        }
    }

    /// <summary>A connection string in a settings file that real deployments run on.</summary>
    private static void ReadSettings(AdditionalFileAnalysisContext context, KnownTypes known)
    {
        var file = context.AdditionalFile;
        if (!ConfigurationFile.Ships(file.Path) || SettingsFinding.TextOf(context, out var read) is not { } text)
        {
            return;
        }

        var content = text.ToString();
        if (!OpenConnection.MayBe(content))
        {
            return;
        }

        var likely = Likely.In(context.Options, file);
        read(content, setting =>
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (OpenConnection.MayBe(setting.Value) && OpenConnection.In(setting.Value, OpenConnection.NpgsqlOf(known)) is { } open)
            {
                var certain = open.Server == ServerPlace.Away || likely == LikelyFindings.Report;
                if (certain || likely != LikelyFindings.Ignore)
                {
                    var pair = open.Pairs[0];
                    Finding.Report(context, text, SpanOf(pair, setting, content), setting.Key, certain, pair.Text, pair.IsClearText ? ClearText : Anybody);
                }
            }
        });
    }

    /// <summary>Where a part of a value stands in the file; the value, where it is written otherwise.</summary>
    private static TextSpan SpanOf(OpenPair pair, in ConfigurationValue setting, string content)
        => content.IndexOf(pair.Text, setting.Span.Start, setting.Span.Length, StringComparison.Ordinal) is >= 0 and var at ? new(at, pair.Length) : setting.Span;
}
