using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Query;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator;

/// <summary>
/// A small Dataverse in this process: the solution's tables in SQLite, its plug-ins in their pipeline, its roles. It never
/// reads a clock but the one given to it, and starts no thread unless <see cref="AsyncService.Start"/> is called. What it
/// does not know it refuses with NotSupportedException "The local tenant does not support …"; it never ignores.
/// </summary>
public sealed class LocalDataverse : IDisposable
{
    private readonly Engine engine;
    private readonly RequestDispatcher dispatcher;
    private readonly UserDirectory users;
    private readonly TenantDatabase? ownDatabase;

    private LocalDataverse(Engine engine, RequestDispatcher dispatcher, UserDirectory users, AsyncService async, Guid administratorId, TenantDatabase? ownDatabase)
    {
        this.engine = engine;
        this.dispatcher = dispatcher;
        this.users = users;
        this.ownDatabase = ownDatabase;
        Async = async;
        AdministratorId = administratorId;
    }

    /// <summary>The solution and the platform's own tables.</summary>
    public TenantMetadata Metadata => engine.Metadata;

    /// <summary>The user SYSTEM, as whom plug-ins call with CreateOrganizationService(null).</summary>
    public Guid SystemUserId => engine.SystemUserId;

    /// <summary>A user with the role System Administrator.</summary>
    public Guid AdministratorId { get; }

    /// <summary>The one business unit.</summary>
    public Guid BusinessUnitId => engine.BusinessUnitId;

    public Guid OrganizationId => engine.OrganizationId;

    /// <summary>The asynchronous service: runs what asynchronous steps left to do.</summary>
    public AsyncService Async { get; }

    /// <summary>The latest 10,000 traces of plug-ins, oldest first.</summary>
    public IReadOnlyList<PluginTrace> Traces => engine.Traces.All;

    public TenantStatistics Statistics => engine.Statistics;

    /// <summary>True after a probe stopped the process: every further call fails.</summary>
    public bool Stopped => engine.Commits.Stopped;

    /// <summary>
    /// Opens the tenant: reads the solution, makes or completes the tables, seeds an empty database with the organization,
    /// SYSTEM, an administrator and five currencies, and puts jobs back that a stopped process left in progress.
    /// </summary>
    /// <exception cref="SolutionException">The solution does not fit together.</exception>
    public static LocalDataverse Open(LocalDataverseOptions options) => new TenantOpening(options).Open();

    internal static LocalDataverse Of(Engine engine, RequestDispatcher dispatcher, UserDirectory users, AsyncService async, Guid administratorId, TenantDatabase? ownDatabase) =>
        new(engine, dispatcher, users, async, administratorId, ownDatabase);

    /// <summary>
    /// The organization service of a client with this user: each call is a message at depth 1 with the whole pipeline,
    /// privileges and column security. Safe for threads.
    /// </summary>
    public IOrganizationService ServiceFor(Guid userId) => new ClientOrganizationService(engine, dispatcher, userId);

    /// <summary>The same for a client who acts on behalf of another user, as the header MSCRMCallerID asks for.</summary>
    public IOrganizationService ServiceFor(Guid userId, Guid onBehalfOf) => new ClientOrganizationService(engine, dispatcher, userId, onBehalfOf);

    /// <summary>
    /// The organization service of code that runs inside the platform in this user's name, one execution below a client: a plug-in of
    /// somebody's, a workflow, an import. For SYSTEM it is what this package's own plug-ins write with.
    /// </summary>
    public IOrganizationService ServiceInside(Guid userId) => new ClientOrganizationService(engine, dispatcher, userId, depth: 2);

    /// <summary>Adds a user with these security roles: the platform's, see <see cref="PlatformRoles"/>, System Administrator, or roles that the solution brings.</summary>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    public Guid AddUser(string fullName, params string[] roleNames)
    {
        var id = engine.Ids.NewId();
        Write(connection =>
        {
            new Seeds(engine.Metadata, engine.Rows, engine.Ids, engine.Now).InsertUser(connection, id, fullName, engine.BusinessUnitId, SystemUserId);
            foreach (var role in roleNames)
            {
                users.AddRole(connection, id, role);
            }
        });
        users.Forget(id);
        return id;
    }

    /// <summary>Makes the user a member: System Administrator or a profile that the solution brings.</summary>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public void AddToColumnSecurityProfile(Guid userId, string profileName)
    {
        Write(connection => users.AddProfile(connection, userId, profileName));
        users.Forget(userId);
    }

    /// <summary>Names of the user's security roles.</summary>
    public IReadOnlyList<string> RolesOf(Guid userId) => users.RightsOf(userId).RoleNames;

    /// <summary>What the user may do with values of a column; everything where the column is not secured.</summary>
    public ColumnPermission ColumnRightsOf(Guid userId, string table, string column)
    {
        var rights = users.RightsOf(userId);
        var definition = engine.Metadata.Tables[table].Columns[column];
        return new ColumnPermission(table, column, rights.CanRead(table, definition), rights.CanCreate(table, definition), rights.CanUpdate(table, definition));
    }

    /// <summary>Whether the user holds the privilege, such as prvCreatenew_Book, in any depth.</summary>
    public bool HasPrivilege(Guid userId, string privilege) => DepthOf(userId, privilege) != PrivilegeDepth.None;

    /// <summary>How far a privilege of a user reaches.</summary>
    internal PrivilegeDepth DepthOf(Guid userId, string privilege) => users.RightsOf(userId).DepthOf(privilege);

    /// <summary>Stops the workers. A database that was given stays open for the next tenant.</summary>
    public void Dispose()
    {
        Async.Dispose();
        ownDatabase?.Dispose();
    }

    private void Write(Action<DatabaseConnection> work)
    {
        var transaction = new OperationTransaction(engine.Database);
        try
        {
            work(transaction.Writer);
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }
}
