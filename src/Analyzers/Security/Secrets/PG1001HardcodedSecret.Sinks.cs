using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Security.Secrets;

// What reaches a place that takes a credential: asked at the place, backwards, and reported at the literal.
public sealed partial class PG1001HardcodedSecret
{
    /// <summary>Shorter arrays are no keys.</summary>
    private const int ShortestKey = 8;

    /// <summary>Something on its way into a constructor that takes a credential.</summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments }
            && !IsUnasked(context)
            && (creation is ObjectCreationExpressionSyntax { Type: var type }
                ? CredentialSinks.HasConstructor(NameOf(type)) && LiteralOrigin.MayBe(arguments, context.Model)
                : (MayBeKey(arguments) || (DeclaredTypeOf(creation) is { } declared && CredentialSinks.HasConstructor(NameOf(declared)))) && LiteralOrigin.MayBe(arguments, context.Model))
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation)
        {
            AnalyzeArguments(context, operation.Arguments);
        }
    }

    /// <summary>The same on its way into a property that takes a credential by another name: <c>aes.Key = bytes</c>.</summary>
    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var name = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => null,
        };
        if (name is not null
            && CredentialSinks.HasProperty(name)
            && !IsUnasked(context)
            && MayTake(assignment, name, context.Model)
            && LiteralOrigin.MayBe(assignment.Right, context.Model)
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
            && CredentialSinks.Takes(property, CredentialSinks.ValueOfProperty) is > SinkKind.None and var kind)
        {
            AnalyzeValue(context, value, property.Name, kind);
        }
    }

    /// <summary>False where declarations tell that a property of this name is not one of those.</summary>
    private static bool MayTake(AssignmentExpressionSyntax assignment, string property, SemanticModel model)
    {
        var owner = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => NameLookup.TypeOf(access.Expression, model),
            IdentifierNameSyntax when assignment.Parent is InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax creation } => NameLookup.Made(creation, model),
            // Of the type around it, or of an object that says nowhere what it is.
            IdentifierNameSyntax when assignment.Parent is not InitializerExpressionSyntax => assignment.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around ? model.GetDeclaredSymbol(around) : null,
            _ => null,
        };
        return owner is null or IErrorTypeSymbol || CredentialSinks.Has(owner, property);
    }

    private static bool MayTakeLiteral(RuleContext context, InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 0 || IsUnasked(context))
        {
            return false;
        }

        var callees = NameLookup.Callees(arguments[0], context.Model);
        return (callees.IsEmpty || callees.Any(static callee => TakesAny(callee))) && LiteralOrigin.MayBe(arguments, context.Model);
    }

    private static bool TakesAny(ISymbol callee)
    {
        for (var method = callee as IMethodSymbol; method is not null; method = method.OverriddenMethod)
        {
            foreach (var parameter in method.Parameters)
            {
                if (CredentialSinks.Takes(method, parameter.Name) > SinkKind.None || CredentialSinks.IsDoor(method, parameter.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AnalyzeArguments(RuleContext context, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.IsImplicit || argument.Parameter is not { ContainingSymbol: { } owner } parameter)
            {
                continue;
            }

            if (CredentialSinks.Takes(owner, parameter.Name) is > SinkKind.None and var kind)
            {
                AnalyzeValue(context, argument.Value, parameter.Name, kind);
            }
            else if (CredentialSinks.IsDoor(owner, parameter.Name))
            {
                AnalyzeValue(context, argument.Value, parameter.Name, SinkKind.Certain);
            }
        }
    }

    /// <summary>
    /// The literals behind a value are reported where they stand, each once; where its own name or format gives one away already, that
    /// is what is reported.
    /// </summary>
    private static void AnalyzeValue(RuleContext context, IOperation value, string name, SinkKind kind)
    {
        foreach (var origin in ValueOrigins.Of(value, context))
        {
            var place = origin.Model == context.Model && origin.Syntax.SyntaxTree == context.Node.SyntaxTree ? context : context.At(origin.Syntax, origin.Model);
            if (origin.Text is { } text)
            {
                if (origin.Constant is { } constant ? !SpeaksForItself(constant, text, context) : !IsReportedItself(origin, text, place))
                {
                    var vocabulary = VocabularyOf(place);
                    var confidence = kind == SinkKind.Certain ? SecretClassifier.JudgeAtCertainSink(text, vocabulary) : SecretClassifier.JudgeAtSink(text, vocabulary);
                    ReportOnce(place, ($"Credential for '{name}'", confidence), origin.Constant is null ? origin.Syntax : (ExpressionSyntax)(value.Syntax as ExpressionSyntax ?? origin.Syntax), text, context.Node);
                }
            }
            else if (!NamesKey(origin.Syntax, place))
            {
                ReportOnce(place, ($"Key for '{name}'", Confidence.Medium), origin.Syntax, null, context.Node);
            }
        }
    }

    /// <summary>What is put into the place that a connection string leaves for a password.</summary>
    private static void AnalyzeOpen(RuleContext context, OpenPassword open)
    {
        if (!LiteralOrigin.MayBe(open.Value, context.Model) || context.Model.GetOperation(open.Value, context.CancellationToken) is not { } value)
        {
            return;
        }

        foreach (var origin in ValueOrigins.Of(value, context))
        {
            if (origin.Text is not { } text)
            {
                continue;
            }

            var place = origin.Syntax.SyntaxTree == context.Node.SyntaxTree ? context : context.At(origin.Syntax, origin.Model);
            if (origin.Constant is { } constant ? SpeaksForItself(constant, text, context) : IsReportedItself(origin, text, place))
            {
                continue;
            }

            var vocabulary = VocabularyOf(place);
            var composed = open.With(text);
            var confidence = SecretClassifier.JudgeConnectionString(composed, vocabulary, out _, out _);
            confidence = confidence != Confidence.None ? confidence
                : open.IsList ? SecretClassifier.JudgeAtCertainSink(text, vocabulary)
                : SecretClassifier.Judge("password", text, vocabulary);
            ReportOnce(place, ("Password in a connection string", confidence), origin.Constant is null ? origin.Syntax : open.Value, text, context.Node);
        }
    }

    /// <summary>Bytes under the name of a key.</summary>
    private static void AnalyzeArray(RuleContext context)
    {
        var array = (ExpressionSyntax)context.Node;
        var elements = array is InitializerExpressionSyntax initializer ? initializer.Expressions.Count : ((CollectionExpressionSyntax)array).Elements.Count;
        if (elements < ShortestKey || !IsNumber(array is InitializerExpressionSyntax numbers ? numbers.Expressions[0] : (((CollectionExpressionSyntax)array).Elements[0] as ExpressionElementSyntax)?.Expression) || IsUnasked(context))
        {
            return;
        }

        var whole = array.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax ? (ExpressionSyntax)array.Parent : array;
        if (NamesKey(whole, context) && LiteralTarget.Of(whole, out _, isWide: true) is { } place && AreBytes(array, context))
        {
            Report(context, ($"Key '{place.Name}'", Confidence.Medium), whole.GetLocation(), null);
        }
    }

    /// <summary>True where a name says by itself that an array is a key; <c>Key</c> alone does where it has the size of one.</summary>
    private static bool NamesKey(ExpressionSyntax array, RuleContext context)
    {
        var whole = array is InitializerExpressionSyntax { Parent: ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax } ? (ExpressionSyntax)array.Parent : array;
        var elements = array switch
        {
            InitializerExpressionSyntax initializer => initializer.Expressions.Count,
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.Count,
            ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions.Count,
            CollectionExpressionSyntax collection => collection.Elements.Count,
            _ => 0,
        };
        return elements >= ShortestKey
            && LiteralTarget.Of(whole, out _, isWide: true) is { Kind: TargetKind.Named, Name: var name }
            && (SecretClassifier.NamesKey(name, VocabularyOf(context)) || (elements is 16 or 24 or 32 or 48 or 64 && name.TrimStart('_').Equals("key", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsNumber(ExpressionSyntax? element)
        => element is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression or (int)SyntaxKind.CharacterLiteralExpression } or CastExpressionSyntax;

    private static bool AreBytes(ExpressionSyntax array, RuleContext context)
        => context.Model.GetOperation(array.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax ? array.Parent : array, context.CancellationToken) switch
        {
            IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } } made => made.Initializer?.ElementValues.All(value => value.ConstantValue.HasValue) == true,
            IArrayInitializerOperation { Parent: IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } } } initializer => initializer.ElementValues.All(value => value.ConstantValue.HasValue),
            ICollectionExpressionOperation { Type: var type } collection => IsOfBytes(type) && collection.Elements.All(value => value.ConstantValue.HasValue),
            _ => false,
        };

    private static bool IsOfBytes(ITypeSymbol? type)
        => type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } || (type is INamedTypeSymbol { TypeArguments: { Length: 1 } elements } && elements[0].SpecialType == SpecialType.System_Byte);

    private static void ReportOnce(RuleContext place, (string What, Confidence Confidence) found, ExpressionSyntax literal, string? text, SyntaxNode sink)
    {
        if (found.Confidence > Confidence.None && place.Known.PerCompilation(static _ => new ReportedLiterals()).IsFirst(literal, sink))
        {
            Report(place, found, literal.GetLocation(), text);
        }
    }

    /// <summary>True for a literal that is reported whatever becomes of it.</summary>
    private static bool IsReportedItself(ValueOrigin origin, string text, RuleContext place)
        => text.Length >= 4 && Judge(origin.Syntax, text, place) is { } itself && itself.Confidence >= place.Read(MinimumConfidence);

    /// <summary>True for a constant of another file that is reported there. One that only its use gives away is reported at the use.</summary>
    private static bool SpeaksForItself(IFieldSymbol constant, string text, RuleContext context)
        => SecretFormats.Find(text) is not null
            || SecretClassifier.JudgeConnectionString(text, out _, out _) > Confidence.None
            || (SecretClassifier.NamesSecret(constant.Name, VocabularyOf(context)) && SecretClassifier.Judge(constant.Name, text, VocabularyOf(context)) >= context.Read(MinimumConfidence));

    /// <summary>True where one argument is a conversion: all that says from outside that a target-typed <c>new</c> may take a key.</summary>
    private static bool MayBeKey(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Expression is InvocationExpressionSyntax call && LiteralOrigin.IsConversion(call))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type that a declaration gives a <c>new()</c>.</summary>
    private static TypeSyntax? DeclaredTypeOf(SyntaxNode creation)
        => creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } } => variable.Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.ReturnType,
            ReturnStatementSyntax { Parent.Parent: MethodDeclarationSyntax method } => method.ReturnType,
            _ => null,
        };

    /// <summary>The literals that several places lead to: each belongs to the first that came to it, however often that one is asked.</summary>
    private sealed class ReportedLiterals
    {
        private readonly ConcurrentDictionary<(SyntaxTree, TextSpan), (SyntaxTree, TextSpan)> owners = new();

        public bool IsFirst(SyntaxNode literal, SyntaxNode sink)
            => owners.GetOrAdd((literal.SyntaxTree, literal.Span), (sink.SyntaxTree, sink.Span)) == (sink.SyntaxTree, sink.Span);
    }
}
