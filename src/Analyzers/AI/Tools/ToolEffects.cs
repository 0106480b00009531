using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Tools;

/// <summary>What a function does that cannot be taken back, as far as its body and the functions that it calls are written in the project.</summary>
internal static class ToolEffects
{
    private const string Database = "change the database";
    private const string Files = "change files";
    private const string Mail = "send mail";
    private const string Message = "publish messages";
    private const string Service = "change something in another service";
    private const string Program = "start programs";

    /// <summary>Functions that are followed into others.</summary>
    private const int Deepest = 2;

    /// <summary>Calls of one function that are looked at.</summary>
    private const int MostCalls = 80;

    private static readonly (string Type, string[] Methods, string Effect)[] Table =
    [
        ("Microsoft.EntityFrameworkCore.DbContext", ["SaveChanges", "SaveChangesAsync"], Database),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", ["ExecuteDelete", "ExecuteDeleteAsync", "ExecuteUpdate", "ExecuteUpdateAsync"], Database),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", ["ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync"], Database),
        ("System.Data.Common.DbCommand", ["ExecuteNonQuery", "ExecuteNonQueryAsync"], Database),
        ("System.Data.IDbCommand", ["ExecuteNonQuery"], Database),
        ("Dapper.SqlMapper", ["Execute", "ExecuteAsync"], Database),
        ("MongoDB.Driver.IMongoCollection`1", ["InsertOneAsync", "InsertOne", "UpdateOneAsync", "UpdateOne", "UpdateManyAsync", "ReplaceOneAsync", "ReplaceOne", "DeleteOneAsync", "DeleteOne", "DeleteManyAsync", "DeleteMany"], Database),
        ("Microsoft.Azure.Cosmos.Container", ["CreateItemAsync", "UpsertItemAsync", "ReplaceItemAsync", "PatchItemAsync", "DeleteItemAsync"], Database),
        ("System.IO.File", ["WriteAllText", "WriteAllTextAsync", "WriteAllBytes", "WriteAllBytesAsync", "WriteAllLines", "WriteAllLinesAsync", "AppendAllText", "AppendAllTextAsync", "Delete", "Move", "Replace"], Files),
        ("System.IO.Directory", ["Delete", "Move"], Files),
        ("System.IO.FileSystemInfo", ["Delete"], Files),
        ("System.IO.FileInfo", ["MoveTo"], Files),
        ("System.Net.Mail.SmtpClient", ["Send", "SendAsync", "SendMailAsync"], Mail),
        ("MailKit.IMailTransport", ["Send", "SendAsync"], Mail),
        ("SendGrid.ISendGridClient", ["SendEmailAsync"], Mail),
        ("Azure.Communication.Email.EmailClient", ["Send", "SendAsync"], Mail),
        ("MassTransit.IPublishEndpoint", ["Publish"], Message),
        ("MassTransit.ISendEndpoint", ["Send"], Message),
        ("Azure.Messaging.ServiceBus.ServiceBusSender", ["SendMessageAsync", "SendMessagesAsync"], Message),
        ("System.Net.Http.HttpClient", ["PostAsync", "PutAsync", "PatchAsync", "DeleteAsync"], Service),
        ("System.Net.Http.Json.HttpClientJsonExtensions", ["PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "DeleteFromJsonAsync"], Service),
        ("System.Diagnostics.Process", ["Start"], Program),
    ];

    /// <summary>What asks somebody who is no model.</summary>
    private static readonly string[] Asking = ["ElicitAsync", "ReadLine", "ReadKey", "DisplayAlert", "DisplayAlertAsync", "DisplayActionSheet", "Confirm", "ConfirmAsync", "RequestApprovalAsync", "AskForApprovalAsync", "RequestConfirmationAsync"];

    /// <summary>What a function does, in words that follow "can"; null for one that does nothing of the table, or asks somebody first.</summary>
    public static string? Of(IMethodSymbol function, RuleContext context) => Of(function, context, 0, []);

    private static string? Of(IMethodSymbol function, RuleContext context, int depth, HashSet<ISymbol> seen)
    {
        if (!seen.Add(function) || function.DeclaringSyntaxReferences is not { Length: 1 } references)
        {
            return null;
        }

        if (function.IsAbstract)
        {
            return Implementations.Of(function, context.Model, context.Known).Select(implementation => Of(implementation, context, depth, seen)).FirstOrDefault(static effect => effect is not null);
        }

        var declaration = references[0].GetSyntax(context.CancellationToken);
        if (!context.Known.Compilation.ContainsSyntaxTree(declaration.SyntaxTree))
        {
            return null;
        }

        var calls = declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Take(MostCalls).ToList();
        if (calls.Exists(static call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(Asking, name) >= 0))
        {
            return null;
        }

        var model = OtherFile.ModelOf(declaration.SyntaxTree, context.Model);
        string? found = null;
        foreach (var call in calls)
        {
            if (model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol called)
            {
                continue;
            }

            var its = called.ReducedFrom ?? called;
            found ??= EffectOf(its, context.Known);
            if (found is null && depth < Deepest && context.Known.Compilation.Assembly.Equals(its.ContainingAssembly, SymbolEqualityComparer.Default))
            {
                found = Of(its.OriginalDefinition, context, depth + 1, seen);
            }
        }

        return found;
    }

    private static string? EffectOf(IMethodSymbol called, KnownTypes known)
    {
        foreach (var (type, methods, effect) in Table)
        {
            if (Array.IndexOf(methods, called.Name) >= 0 && known.IsA(called.ContainingType, type))
            {
                return effect;
            }
        }

        return null;
    }
}
